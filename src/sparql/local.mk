libcore_la_SOURCES += \
	src/sparql/bgp.c \
	src/sparql/eval.c \
	src/sparql/eval.h \
	src/sparql/group.c \
	src/sparql/modifiers.c \
	src/sparql/order.c \
	src/sparql/parse.c \
	src/sparql/path.c \
	src/sparql/path.h \
	src/sparql/path_parse.c \
	src/sparql/plan.c \
	src/sparql/plan.h \
	src/sparql/prefix.c \
	src/sparql/query.c \
	src/sparql/query.h \
	src/sparql/rewrite.c \
	src/sparql/rewrite.h \
	src/sparql/scan.c \
	src/sparql/scan.h \
	src/sparql/solve.c \
	src/sparql/terms.c \
	src/sparql/terms.h \
	src/sparql/write.c \
	src/sparql/write.h \
	src/sparql/write_json.c \
	src/sparql/write_table.c \
	src/sparql/write_xml.c \
	src/sparql/write_xsv.c
EXTRA_DIST += docs/sparql.md

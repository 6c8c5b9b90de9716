libcore_la_SOURCES += \
	src/graph/article.c \
	src/graph/dates.c src/graph/dates.h \
	src/graph/entities.c \
	src/graph/graph.c src/graph/graph.h \
	src/graph/iri.c src/graph/iri.h \
	src/graph/quads.c src/graph/quads.h \
	src/graph/roles.c \
	src/graph/statements.c \
	src/graph/vocabulary.h \
	src/graph/wording.c src/graph/wording.h

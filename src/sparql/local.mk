libcore_la_SOURCES += \
	src/sparql/query.h

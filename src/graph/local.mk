libcore_la_SOURCES += \
	src/graph/graph.h

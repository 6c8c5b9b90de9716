libcore_la_SOURCES += \
	src/tell/csv.c \
	src/tell/cytoscape.c \
	src/tell/dot.c \
	src/tell/formats.h \
	src/tell/gexf.c \
	src/tell/graphml.c \
	src/tell/jsonld.c \
	src/tell/names.c src/tell/names.h \
	src/tell/out.c src/tell/out.h \
	src/tell/picture.c src/tell/picture.h src/tell/picture_items.c src/tell/picture_parts.h \
	src/tell/quads.c \
	src/tell/scan.c src/tell/scan.h \
	src/tell/sort.c src/tell/sort.h \
	src/tell/tell.c src/tell/tell.h \
	src/tell/terms.c src/tell/terms.h \
	src/tell/turtle.c \
	src/tell/xml.c src/tell/xml.h

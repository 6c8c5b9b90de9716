libcore_la_SOURCES += \
	src/archive/archive.c src/archive/archive.h \
	src/archive/knows.c src/archive/knows.h \
	src/archive/personas.c src/archive/personas.h \
	src/archive/register.c src/archive/register.h \
	src/archive/reprints.c src/archive/reprints.h \
	src/archive/rewrite.c \
	src/archive/settle.c \
	src/archive/similar.c src/archive/similar.h \
	src/archive/turns.c src/archive/turns.h \
	src/archive/view.c src/archive/view.h \
	src/archive/who.c src/archive/who.h \
	src/archive/why.c

libcore_la_SOURCES += \
	src/base/arena.c src/base/arena.h \
	src/base/buffer.c src/base/buffer.h \
	src/base/calendar.c src/base/calendar.h \
	src/base/digest.c src/base/digest.h \
	src/base/file.c src/base/file.h \
	src/base/fold.c src/base/fold.h \
	src/base/json.c src/base/json.h \
	src/base/map.c src/base/map.h \
	src/base/status.c src/base/status.h \
	src/base/stream.h \
	src/base/table.c src/base/table.h \
	src/base/term.c src/base/term.h \
	src/base/text.c src/base/text.h

libcore_la_SOURCES += \
	src/store/batch.c \
	src/store/cursor.c \
	src/store/dictionary.c \
	src/store/environment.c \
	src/store/internal.h \
	src/store/orders.c \
	src/store/store.c src/store/store.h

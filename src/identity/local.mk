libcore_la_SOURCES += \
	src/identity/claims.c src/identity/claims.h \
	src/identity/decide.c src/identity/decide.h \
	src/identity/judgements.c src/identity/judgements.h \
	src/identity/names.c src/identity/names.h \
	src/identity/weigh.c src/identity/weigh.h

libcore_la_SOURCES += \
	src/facts/affiliations.c \
	src/facts/article.h \
	src/facts/cues.c \
	src/facts/days.c \
	src/facts/facts.c \
	src/facts/facts.h \
	src/facts/names.c \
	src/facts/names.h \
	src/facts/organizations.c \
	src/facts/persons.c \
	src/facts/phrase.c \
	src/facts/phrase.h \
	src/facts/places.c \
	src/facts/places.h \
	src/facts/quotes.c \
	src/facts/refer.c \
	src/facts/refer.h \
	src/facts/role_nouns.c \
	src/facts/roles.c \
	src/facts/roles.h \
	src/facts/speakers.c \
	src/facts/speakers.h \
	src/facts/statements.c \
	src/facts/statements.h \
	src/facts/words.c \
	src/facts/words.h \
	src/facts/write.c

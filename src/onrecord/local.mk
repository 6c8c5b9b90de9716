bin_PROGRAMS += onrecord
onrecord_SOURCES = \
	src/onrecord/cmd_add.c \
	src/onrecord/cmd_doubtful.c \
	src/onrecord/cmd_export.c \
	src/onrecord/cmd_extract.c \
	src/onrecord/cmd_forget.c \
	src/onrecord/cmd_info.c \
	src/onrecord/cmd_judge.c \
	src/onrecord/cmd_query.c \
	src/onrecord/cmd_rebuild.c \
	src/onrecord/cmd_show.c \
	src/onrecord/cmd_text.c \
	src/onrecord/cmd_update.c \
	src/onrecord/cmd_why.c \
	src/onrecord/command.h \
	src/onrecord/failures.c src/onrecord/failures.h \
	src/onrecord/help.c \
	src/onrecord/inputs.c src/onrecord/inputs.h \
	src/onrecord/intake.c src/onrecord/intake.h \
	src/onrecord/journal.c src/onrecord/journal.h \
	src/onrecord/likes.c src/onrecord/likes.h \
	src/onrecord/judging.c src/onrecord/judging.h \
	src/onrecord/lookup.c src/onrecord/lookup.h \
	src/onrecord/main.c \
	src/onrecord/nearest.c src/onrecord/nearest.h \
	src/onrecord/options.c src/onrecord/options.h \
	src/onrecord/pool.c src/onrecord/pool.h \
	src/onrecord/ready.c src/onrecord/ready.h \
	src/onrecord/resolve.c src/onrecord/resolve.h \
	src/onrecord/say.c src/onrecord/say.h \
	src/onrecord/search.c src/onrecord/search.h \
	src/onrecord/twins.c src/onrecord/twins.h
onrecord_LDADD = libcore.la

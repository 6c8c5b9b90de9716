bin_PROGRAMS += onrecord
onrecord_SOURCES = src/onrecord/main.c src/onrecord/command.h
onrecord_LDADD = libcore.la

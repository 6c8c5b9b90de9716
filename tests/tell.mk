# Other people's readers, brought into the build folder once, and what the exports are read with.
EXTRA_DIST += tests/python-env.sh tests/java-env.sh tests/requirements.txt

distclean-local: distclean-readers
.PHONY: distclean-readers
distclean-readers:
	rm -rf pyenv pyenv.lock pyenv.log java

check_PROGRAMS += tests/load_quads
tests_load_quads_SOURCES = tests/load_quads.c
tests_load_quads_LDADD = libcore.la

if CMOCKA
check_PROGRAMS += tests/unit_tell
tests_unit_tell_SOURCES = tests/unit_tell.c
tests_unit_tell_LDADD = $(unit_libs)
TESTS += tests/unit_tell
endif
TESTS += tests/tell_rdf.sh tests/tell_viewers.sh
EXTRA_DIST += tests/tell_rdf.sh tests/tell_read_rdf.py tests/tell_viewers.sh tests/tell_read_viewers.py tests/tell_Gephi.java \
	tests/tell_news.trig tests/tell_hostile.nq

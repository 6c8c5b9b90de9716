# Other people's readers, brought into the build folder once, and what the exports are read with.
EXTRA_DIST += tests/python-env.sh tests/java-env.sh tests/requirements.txt

distclean-local: distclean-readers
.PHONY: distclean-readers
distclean-readers:
	rm -rf pyenv pyenv.lock pyenv.log java

check_PROGRAMS += tests/load_quads
tests_load_quads_SOURCES = tests/load_quads.c
tests_load_quads_LDADD = libcore.la

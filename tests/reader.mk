# The language core: its parts against golden numbers, whole texts, and damaged models.
READER_TESTS = tests/unit_reader tests/unit_reader_golden tests/unit_reader_kernels tests/unit_reader_model tests/unit_reader_pieces
if CMOCKA
check_PROGRAMS += $(READER_TESTS)
tests_unit_reader_SOURCES = tests/unit_reader.c tests/reading.h
tests_unit_reader_LDADD = $(unit_libs)
tests_unit_reader_golden_SOURCES = tests/unit_reader_golden.c tests/reading.h
tests_unit_reader_golden_LDADD = $(unit_libs)
tests_unit_reader_kernels_SOURCES = tests/unit_reader_kernels.c tests/reading.h
tests_unit_reader_kernels_LDADD = $(unit_libs)
tests_unit_reader_model_SOURCES = tests/unit_reader_model.c tests/reading.h
tests_unit_reader_model_LDADD = $(unit_libs)
tests_unit_reader_pieces_SOURCES = tests/unit_reader_pieces.c tests/reading.h
tests_unit_reader_pieces_LDADD = $(unit_libs)
TESTS += $(READER_TESTS) tests/reader_model.sh
endif
EXTRA_DIST += tests/reader_model.sh tests/golden/golden.json tests/golden/golden.safetensors tests/golden/pieces.json

libcore_la_SOURCES += \
	src/reader/decode.c src/reader/decode.h \
	src/reader/encoder.c src/reader/encoder.h \
	src/reader/kernels.c src/reader/kernels.h src/reader/kernels.inc src/reader/vectors.inc \
	src/reader/kernels_amx.c src/reader/kernels_avx2.c src/reader/kernels_avx512.c \
	src/reader/kernels_plain.c src/reader/kernels_vnni.c \
	src/reader/links.c src/reader/links.h \
	src/reader/meaning.c src/reader/meaning.h \
	src/reader/model.c src/reader/model.h \
	src/reader/pairs.c src/reader/pairs.h \
	src/reader/product.c src/reader/product.h src/reader/product_dnnl.c \
	src/reader/reader.c src/reader/reader.h \
	src/reader/safetensors.c src/reader/safetensors.h \
	src/reader/shape.c src/reader/shape.h \
	src/reader/windows.c src/reader/windows.h \
	src/reader/wordpiece.c src/reader/wordpiece.h

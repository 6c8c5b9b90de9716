# The model that the program reads with, and the scripts that made it.
modeldir = $(pkgdatadir)/model
dist_model_DATA = model/model.safetensors model/vocab.txt
EXTRA_DIST += model/README.md train/export.py train/golden.py train/pieces.py train/tensors.py

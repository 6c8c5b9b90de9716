# The model that the program reads with, and the scripts that made it.
modeldir = $(pkgdatadir)/model
dist_model_DATA = model/model.safetensors model/vocab.txt
EXTRA_DIST += model/README.md train/README.md train/requirements.txt train/corpora.py docs/min-score.svg train/average.py train/calibrate.py train/evaluate.py train/examples.py train/gap.py \
	train/export.py train/golden.py train/network.py train/pieces.py train/tensors.py train/tokens.py train/train.py \
	$(srcdir)/train/gold/README.md $(srcdir)/train/gold/index.tsv $(srcdir)/train/gold/*.txt $(srcdir)/train/gold/*.gold \
	$(srcdir)/train/voa_gold/README.md $(srcdir)/train/voa_gold/index.tsv $(srcdir)/train/voa_gold/*.txt $(srcdir)/train/voa_gold/*.gold

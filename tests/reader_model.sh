# The network against the golden numbers of another model: `make check ONRECORD_TEST_MODEL=FOLDER`, where FOLDER holds
# model.safetensors, vocab.txt, golden.json and golden.safetensors (train/golden.py writes the last two).
if [ -z "$ONRECORD_TEST_MODEL" ]; then
  echo "1..0 # SKIP ONRECORD_TEST_MODEL names no folder"
  exit 0
fi
exec "$top_builddir/tests/unit_reader_golden" "$ONRECORD_TEST_MODEL"

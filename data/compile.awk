# Copyright 2026 The OnRecord authors
# SPDX-License-Identifier: Apache-2.0
#
# Makes src/base/tables.c from the tables named on the command line; run with LC_ALL=C. A table is TSV: a first line
# "# source ...", a second with the column names, then rows sorted by the bytes of the first column.

function fault(why) { printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"; failed = 1; exit 1 }
function quoted(s) { gsub(/\\/, "\\\\", s); gsub(/"/, "\\\"", s); return "\"" s "\"" }
function finish() { if (name != "") { print "};\n"; list = list sprintf("  {\"%s\", %d, %d, cells_%d},\n", name, columns, rows, tables) } }

BEGIN { FS = "\t"; print "/* Made by data/compile.awk; change the tables instead. */\n\n#include \"base/table.h\"\n" }
FNR == 1 {
  finish()
  name = FILENAME; sub(/.*\//, "", name); sub(/\.tsv$/, "", name)
  if ($0 !~ /^# /) fault("the first line must be a comment that names the source")
  tables++; rows = 0; before = ""
  printf "static const char* const cells_%d[] = {\n", tables
  next
}
FNR == 2 { columns = NF; next }
{
  if (NF != columns) fault("expected " columns " columns, found " NF)
  if ($1 "" < before "") fault("\"" $1 "\" must stand before \"" before "\"; sort with LC_ALL=C")
  before = $1; rows++
  line = "  "
  for (i = 1; i <= NF; i++) line = line quoted($i) ", "
  print line
}
END { if (failed) exit 1; finish(); print "const Table tables[] = {\n" list "  {0, 0, 0, 0}};" }

/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Reads articles into a graph, and shows who said something with given words in it, and where that is written:
 *
 *     cc -o news news.c $(pkg-config --cflags --libs onrecord)
 *     ./news news.graph 'port' article.html... */
#include <onrecord.h>

#include <stdio.h>
#include <string.h>

static int complain(const char* what) {
  fprintf(stderr, "%s: %s\n", what, onr_message());
  return 1;
}

/// Who said it, what the words of the article are, and in which article they stand.
static int show(onr_graph* graph, const char* words) {
  char sparql[1024];
  if (strpbrk(words, "\"\\\n")) return fprintf(stderr, "no quotation marks or backslashes, please\n"), 1;
  const int n = snprintf(sparql, sizeof sparql,
                         "SELECT ?who ?act ?written ?article { ?s rec:speaker/rdfs:label ?who ; rec:act ?kind ;"
                         "  schema:text ?said ; prov:wasDerivedFrom ?place ."
                         "  ?place nif:anchorOf ?written ; nif:referenceContext ?article"
                         "  BIND (STRAFTER(STR(?kind), \"#\") AS ?act)"
                         "  FILTER CONTAINS(?said, \"%s\") } ORDER BY ?written",
                         words);
  if (n < 0 || (size_t)n >= sizeof sparql) return fprintf(stderr, "too many words\n"), 1;
  return onr_query(graph, sparql, "csv", stdout) ? complain("the question") : 0;
}

int main(int argc, char** argv) {
  onr_model*  model  = NULL;
  onr_reader* reader = NULL;
  onr_graph*  graph  = NULL;
  if (argc < 3) return fprintf(stderr, "usage: news GRAPH WORDS FILE...\n"), 2;
  if (onr_model_open(NULL, 0, &model) || onr_reader_open(model, &reader) || onr_graph_open(argv[1], ONR_WRITE, &graph))
    return complain("nothing read");
  int failed = 0;
  for (int i = 3; i < argc; i++) // one that cannot be read leaves the others alone
    if (onr_add_file(graph, reader, argv[i], 0, NULL)) failed |= complain("not read");
  failed |= show(graph, argv[2]);
  onr_graph_close(graph);
  onr_reader_close(reader);
  onr_model_close(model);
  return failed;
}

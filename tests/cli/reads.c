/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* A small program as its user would write it: reads MODEL GRAPH FILE..., then asks, forgets and asks again. */
#include <onrecord.h>

#include <stdlib.h>
#include <string.h>

static int complain(void) {
  fprintf(stderr, "reads: %s\n", onr_message());
  return 1;
}

int main(int argc, char** argv) {
  static const char* const outcomes[] = {"new", "replaced", "unchanged"};
  if (argc < 4) return 2;
  onr_model*  model  = NULL;
  onr_reader* reader = NULL;
  onr_graph*  graph  = NULL;
  if (onr_model_open(argv[1], 0, &model) || onr_reader_open(model, &reader) || onr_graph_open(argv[2], ONR_WRITE, &graph))
    return complain();
  for (int i = 3; i < argc; i++) {
    onr_outcome outcome;
    if (onr_add_file(graph, reader, argv[i], 0, &outcome))
      complain();
    else
      printf("%s: %s\n", argv[i], outcomes[outcome]);
  }

  const char text[] = "Mayor Ida Holm said that the bridge would open in May.";
  char*      json   = NULL;
  size_t     length = 0;
  if (onr_extract(reader, "https://news.example/bridge", text, strlen(text), 0, &json, &length)) return complain();
  printf("%d %d\n", length == strlen(json), strstr(json, "Ida Holm") != NULL);
  onr_free(json);

  onr_outcome outcome;
  if (onr_add(graph, reader, "https://news.example/bridge", text, strlen(text), 0, &outcome)) return complain();
  printf("bridge: %s\n", outcomes[outcome]);
  if (onr_add(graph, reader, "https://news.example/bridge", text, strlen(text), 0, &outcome)) return complain();
  printf("bridge: %s\n", outcomes[outcome]);
  if (onr_query(graph, "ASK { <https://news.example/bridge> a schema:NewsArticle }", "csv", stdout)) return complain();
  FILE* exported = tmpfile();
  if (!exported || onr_export(graph, "ntriples", "https://news.example/bridge", exported)) return complain();
  printf("%d\n", ftell(exported) > 1000);
  fclose(exported);
  if (onr_forget(graph, "https://news.example/bridge")) return complain();
  if (onr_forget(graph, "https://news.example/bridge") == ONR_ERR_NOT_FOUND) puts("forgotten");
  if (onr_query(graph, "SELECT nonsense", "csv", stdout) == ONR_ERR_INPUT) puts("not a query");
  if (onr_export(graph, "png", NULL, stdout) == ONR_ERR_USAGE) puts("not a format");
  onr_graph_close(graph);
  onr_reader_close(reader);
  onr_model_close(model);
  return 0;
}

/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The formats that tell.c lists: one file each. */
#ifndef ONRECORD_TELL_FORMATS_H
#define ONRECORD_TELL_FORMATS_H

#include "tell/tell.h"

extern const TellFormat tell_turtle, tell_trig;                             // turtle.c
extern const TellFormat tell_ntriples, tell_nquads;                         // quads.c
extern const TellFormat tell_jsonld;                                        // jsonld.c
extern const TellFormat tell_gexf;                                          // gexf.c
extern const TellFormat tell_graphml, tell_yed;                             // graphml.c
extern const TellFormat tell_dot;                                           // dot.c
extern const TellFormat tell_cytoscape;                                     // cytoscape.c
extern const TellFormat tell_csv, tell_csv_nodes, tell_csv_edges;           // csv.c
extern const TellFormat tell_neo4j, tell_neo4j_nodes, tell_neo4j_edges;     // csv.c

#endif

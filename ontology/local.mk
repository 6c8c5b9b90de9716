# The vocabulary, its shapes and JSON-LD context, and the ready-made queries.
QUERIES = \
	ontology/queries/articles.rq \
	ontology/queries/contradictions.rq \
	ontology/queries/denied-and-confirmed.rq \
	ontology/queries/most-quoted.rq \
	ontology/queries/people-and-roles.rq \
	ontology/queries/roles-on.rq \
	ontology/queries/said-by.rq \
	ontology/queries/single-outlet-claims.rq \
	ontology/queries/speakers-without-role.rq \
	ontology/queries/spoke-for.rq \
	ontology/queries/similar-claims.rq \
	ontology/queries/turn-abouts.rq \
	ontology/queries/unnamed-only.rq \
	ontology/queries/unnamed-sources.rq \
	ontology/queries/who-holds-what.rq \
	ontology/queries/who-said-what.rq \
	ontology/queries/who-speaks-about-whom.rq \
	ontology/queries/words-behind.rq

queriesdir = $(pkgdatadir)/ontology/queries
dist_queries_DATA = $(QUERIES)
ontologydir = $(pkgdatadir)/ontology
dist_ontology_DATA = ontology/onrecord.ttl ontology/shapes.ttl ontology/context.jsonld
EXTRA_DIST += ontology/README.md ontology/queries/README.md docs/vocabulary.md

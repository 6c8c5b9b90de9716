# Commands, each case a script with its expected output beside it (tests/cli-run.sh).
TEST_EXTENSIONS += .cli
CLI_LOG_DRIVER = $(LOG_DRIVER)
CLI_LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/cli-run.sh

cli_cases = \
	tests/cli/add.cli \
	tests/cli/bad-graph.cli \
	tests/cli/bad-input.cli \
	tests/cli/bad-model.cli \
	tests/cli/completion.cli \
	tests/cli/containers.cli \
	tests/cli/duplicates.cli \
	tests/cli/export.cli \
	tests/cli/extract.cli \
	tests/cli/forget.cli \
	tests/cli/full-disk.cli \
	tests/cli/help.cli \
	tests/cli/info.cli \
	tests/cli/judge.cli \
	tests/cli/interrupt.cli \
	tests/cli/jobs.cli \
	tests/cli/kill.cli \
	tests/cli/knowledge.cli \
	tests/cli/knowledge-news.cli \
	tests/cli/large.cli \
	tests/cli/library.cli \
	tests/cli/man.cli \
	tests/cli/options.cli \
	tests/cli/output.cli \
	tests/cli/packed.cli \
	tests/cli/pdf.cli \
	tests/cli/query.cli \
	tests/cli/reprints.cli \
	tests/cli/resume-list.cli \
	tests/cli/resume.cli \
	tests/cli/rights.cli \
	tests/cli/service.cli \
	tests/cli/show.cli \
	tests/cli/sources.cli \
	tests/cli/sparql-library.cli \
	tests/cli/text.cli \
	tests/cli/update.cli \
	tests/cli/usage.cli \
	tests/cli/writers.cli

TESTS += $(cli_cases)
EXTRA_DIST += tests/cli-run.sh tests/sparql_endpoint.py tests/cli/reads.c $(cli_cases) $(cli_cases:.cli=.expected)

# The programs that the cases run.
$(cli_cases:.cli=.log): onrecord$(EXEEXT) libonrecord.la

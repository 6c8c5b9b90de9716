# Sample articles: for the demo, the tests, and anyone who wants to try the program.
EXTRA_DIST += \
	examples/README.md \
	examples/news.c \
	examples/sparql.c \
	examples/norland/2031-03-02-budget.html \
	examples/norland/2031-03-05-kestrel.txt \
	examples/norland/2031-03-11-parliament.html \
	examples/norland/2031-03-20-lindholm.html \
	examples/norland/2031-04-02-council.txt \
	examples/norland/2031-04-19-sale.html \
	examples/norland/2031-04-24-results.html \
	examples/norland/2031-05-12-mayor.html \
	examples/norland/2031-05-15-court.html \
	examples/norland/2031-05-18-final.txt \
	examples/norland/2031-05-21-thorne.html \
	examples/norland/2031-05-28-hearing.html \
	examples/norland/2031-06-03-seagrass.txt \
	examples/norland/2031-06-10-resigns.html \
	examples/norland/2031-06-14-weil.txt \
	examples/norland/2031-06-18-strike.html \
	examples/norland/2031-06-25-sudmark.txt \
	examples/norland/2031-07-01-oster.html \
	examples/wikinews/2019-01-07-border-wall.html \
	examples/wikinews/2019-07-28-puerto-rico-resignation.html \
	examples/wikinews/2019-08-04-puerto-rico-new-governor.html \
	examples/wikinews/2019-09-24-prorogation.html \
	examples/wikinews/2019-09-12-bolton-ousted.html \
	examples/wikinews/2019-10-10-diplomatic-immunity.html \
	examples/wikinews/2019-10-15-kurds-deal.html \
	examples/wikinews/2019-10-28-conyers.html \
	examples/wikinews/2020-03-04-argentina-bill.html \
	examples/wikinews/2019-09-26-chirac.html

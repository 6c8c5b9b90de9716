/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "unit.h"

#include "base/buffer.h"
#include "document/about.h"
#include "document/document.h"
#include "document/tame.h"

#include <stdlib.h>

static const char at[] = "https://paper.example/news/today/sale.html";

static Status read_page(Document* doc, const char* html, size_t n, const char* media) {
  return document_read(&(DocumentSource){.uri = at, .bytes = {html, n}, .media = media, .type = media ? DOCUMENT_GUESS : DOCUMENT_HTML}, doc);
}

/* The page's text is as expected, and every paragraph of it is a run without a line break. */
static void assert_text(const char* html, const char* want) {
  Document doc;
  assert_int_equal(read_page(&doc, html, strlen(html), NULL), OK);
  assert_string_equal(doc.text.bytes, want);
  Buffer joined = {0};
  for (size_t i = 0; i < doc.paragraph_count; i++) {
    const Slice words = text_slice(&doc.text, doc.paragraphs[i]);
    assert_null(memchr(words.ptr, '\n', words.len));
    if (i) assert_true(doc.paragraphs[i].begin > doc.paragraphs[i - 1].end);
    buffer_put_slice(&joined, words);
  }
  Buffer bare = {0};
  for (const char* p = want; *p; p++)
    if (*p != '\n') buffer_putc(&bare, *p);
  assert_true(slice_equal(buffer_slice(&joined), buffer_slice(&bare)));
  buffer_free(&joined);
  buffer_free(&bare);
  document_free(&doc);
}

static const char whole_page[] =
    "<!DOCTYPE html><html lang=\"en_GB\"><head><title>Port sale confirmed | Coast Daily</title>"
    "<meta property='og:site_name' content='Coast Daily'><meta property='article:published_time' content='2031-04-19T08:00:00+0200'>"
    "<link rel='alternate canonical' href='../2031/sale#top'><meta name=author content='Ivo Petersen'></head><body>"
    "<header><a href=/>Coast Daily</a> The news of the whole coast, every morning since 1911, and on Sundays.</header>"
    "<nav><ul><li><a href=/n>News</a><li><a href=/s>Sport</a></ul></nav>"
    "<article><h1>Port sale confirmed</h1><figure><img src=x><figcaption>The quay at Oslev on a very foggy day in April.</figcaption></figure>"
    "<p>The port will be sold, finance minister <a href=/b>Ana Brandt</a> said\n on   Friday.</p>"
    "<p>&ldquo;The facts have changed,&rdquo; she said. &#8220;So have I.&#8221;</p>"
    "<h2>What next</h2><p>Parliament votes in May, the speaker confirmed to reporters.</p>"
    "<blockquote>We will read every word of it.</blockquote>"
    "<ul><li>The price is 2.4 billion crowns, according to the ministry.</li></ul>"
    "<aside><p>Subscribe to our newsletter for more of the same, every morning.</p></aside>"
    "<h2>Read more</h2><ul><li><a href=/x>Kestrel chief plays down talk of a port deal in Oslev</a></li></ul>"
    "<script>var x = '<p>This is no text at all, whatever it looks like.</p>';</script>"
    "<div class='social-share'><p>Share this article with everybody that you have ever met.</p></div></article>"
    "<div id=comments><p>First! I have never trusted that minister, and I never will, so there.</p></div>"
    "<footer><p>Copyright Coast Daily. All rights reserved, and all wrongs too.</p></footer></body></html>";

static const char whole_text[] =
    "The port will be sold, finance minister Ana Brandt said on Friday.\n\n"
    "“The facts have changed,” she said. “So have I.”\n\n"
    "What next\n\nParliament votes in May, the speaker confirmed to reporters.\n\n"
    "We will read every word of it.\n\n"
    "The price is 2.4 billion crowns, according to the ministry.";

static void the_article_is_kept_and_the_rest_dropped(void** state) {
  (void)state;
  assert_text(whole_page, whole_text);
}

static void the_page_speaks_of_itself(void** state) {
  (void)state;
  Document doc;
  assert_int_equal(read_page(&doc, whole_page, sizeof whole_page - 1, NULL), OK);
  assert_string_equal(doc.title, "Port sale confirmed");
  assert_string_equal(doc.publisher, "Coast Daily");
  assert_string_equal(doc.published, "2031-04-19T08:00:00+02:00");
  assert_string_equal(doc.url, "https://paper.example/news/2031/sale");
  assert_string_equal(doc.uri, doc.url);
  assert_string_equal(doc.language, "en-GB");
  assert_int_equal(doc.author_count, 1);
  assert_string_equal(doc.authors[0], "Ivo Petersen");
  document_free(&doc);
}

static void linked_data_is_read(void** state) {
  (void)state;
  static const char page[] =
      "<script type='application/ld+json'>{broken</script>"
      "<script type='application/ld+json'>{\"@type\": \"Organization\", \"name\": \"Not this\"}</script>"
      "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebPage\"}, {\"@type\": [\"Thing\", \"NewsArticle\"],"
      "\"headline\": \"Brandt&#8217;s &amp; Weil’s words\", \"datePublished\": \"2031-03-02\", \"publisher\": {\"name\": \"Harbour Post\"},"
      "\"author\": [{\"name\": \"Mara Lindqvist\"}, \"Sten Albrecht\", {\"name\": \"mara lindqvist\"}],"
      "\"mainEntityOfPage\": {\"@id\": \"https://harbour-post.example/a b\"}, \"url\": \"https://harbour-post.example/budget\"}]}</script>"
      "<p>The minister said no, and then she said it again.</p>";
  Document doc;
  assert_int_equal(read_page(&doc, page, sizeof page - 1, NULL), OK);
  assert_string_equal(doc.title, "Brandt’s & Weil’s words");
  assert_string_equal(doc.published, "2031-03-02");
  assert_string_equal(doc.publisher, "Harbour Post");
  assert_string_equal(doc.url, "https://harbour-post.example/budget");
  assert_int_equal(doc.author_count, 2);
  assert_string_equal(doc.authors[1], "Sten Albrecht");
  document_free(&doc);
}

static void an_address_must_be_the_articles_own(void** state) {
  (void)state;
  static const char* const bad[] = {"https://paper.example/", "https://paper.example", "javascript:alert(1)", "file:///etc/passwd",
                                    "https://paper.example/a b", "https://paper.example/<x>", ""};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char page[300];
    snprintf(page, sizeof page, "<link rel=canonical href=\"%s\"><p>The minister said no, and then she said it again.</p>", bad[i]);
    Document doc;
    assert_int_equal(read_page(&doc, page, strlen(page), NULL), OK);
    if (doc.url) print_error("%s gave %s\n", bad[i], doc.url);
    assert_null(doc.url);
    assert_string_equal(doc.uri, at);
    document_free(&doc);
  }
}

static void dates_are_read_strictly(void** state) {
  (void)state;
  static const char* const pairs[][2] = {
      {"2031-03-02", "2031-03-02"},
      {"20310302", "2031-03-02"},
      {"2031/03/02 10:05", "2031-03-02T10:05:00"},
      {" 2031-03-02T10:05:06.789Z ", "2031-03-02T10:05:06Z"},
      {"2031-03-02T10:05:06-0500", "2031-03-02T10:05:06-05:00"},
      {"2031-03-02T10:05:06 +02", "2031-03-02T10:05:06+02:00"},
      {"2032-02-29", "2032-02-29"},
      {"2031-02-29", NULL},
      {"2031-13-01", NULL},
      {"2031-3-2", NULL},
      {"Sat, 19 Apr 2031 08:00:00 +0200", "2031-04-19T08:00:00+02:00"},
      {"Sat, 19 Apr 2031 8:05:00 GMT", "2031-04-19T08:05:00Z"},
      {"Published Saturday, 19 April 2031", "2031-04-19"},
      {"April 9, 2031", "2031-04-09"},
      {"APRIL 9, 2031 8:22AM EST", "2031-04-09"}, // the day is sure
      {"9. Sept 2031", "2031-09-09"},
      {"31 April 2031", NULL},
      {"April 2031", NULL},
      {"19 Avril 2031", NULL},
      {"02/03/2031", NULL}, // March or February?
      {"yesterday", NULL},
      {"2031", NULL},
      {"", NULL},
  };
  Arena arena = {0};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    const char* got = about_date(&arena, pairs[i][0]);
    if (pairs[i][1])
      assert_string_equal(got, pairs[i][1]);
    else
      assert_null(got);
  }
  arena_free(&arena);
}

static void references_are_characters(void** state) {
  (void)state;
  Arena arena = {0};
  assert_string_equal(about_plain(&arena, "  a &amp;\n b&nbsp;c &#x2019; &apos;&#8364;"), "a & b c ’ '€");
  assert_string_equal(about_plain(&arena, "&bogus; &#; &#-5; &#99999999999; &#xD800; & &amp"), "&bogus; &#; &#-5; &#99999999999; &#xD800; & &amp");
  arena_free(&arena);
}

static void sloppy_pages_are_read(void** state) {
  (void)state;
  // no end tags, no head, no quotes
  assert_text("<p>One says the first of them, at some length.<p>Two, says the other, <b>and <i>means</b> it</i>, she says.",
              "One says the first of them, at some length.\n\nTwo, says the other, and means it, she says.");
  // cut in the middle of a tag
  assert_text("<html><body><p>The whole first paragraph was there, he said.</p><p>And a part of the second<a hre",
              "The whole first paragraph was there, he said.\n\nAnd a part of the second");
  // text right in a div, parted by <br>
  assert_text("<div>The first paragraph has no tag of its own, she said.<br><br>Nor has the second, which is as long.<br>A line.</div>",
              "The first paragraph has no tag of its own, she said.\n\nNor has the second, which is as long.\nA line.");
  // the whole page in a form
  assert_text("<form><div><p>ASP pages put everything into one form, he said.</p></div></form>", "ASP pages put everything into one form, he said.");
  // hidden text
  assert_text("<p>This can be seen by everyone who looks, he said.</p><p style='color:red; DISPLAY : none'>This cannot be seen by anyone at all.</p>"
              "<p hidden>Nor this, which is hidden as well, he said.</p>",
              "This can be seen by everyone who looks, he said.");
  // stray end tags, an unknown element
  assert_text("</div></p><story-text><p>It stands in an element that nobody knows.</p></story-text></body></html><p>And behind the end of it all there is some more, too.",
              "It stands in an element that nobody knows.\n\nAnd behind the end of it all there is some more, too.");
  // comments longer than the article
  assert_text("<article><p>The article is short, the minister said, and that is how it is.</p></article><div class=comments><div><p>I say that it is "
              "long.</p><p>I say that it is longer.</p><p>I say that both of you are wrong.</p></div></div>",
              "The article is short, the minister said, and that is how it is.");
  // all of it in what is seldom the article
  assert_text("<aside class=sidebar><h1>Short</h1><h2>News</h2><p>All of it is here, he said.</p></aside>", "News\n\nAll of it is here, he said.");
  // a class that says "share" around the whole article
  assert_text("<div class='content share-enabled'><p>The article is inside of it, and it is all there is.</p></div>",
              "The article is inside of it, and it is all there is.");
}

static void encodings_of_pages(void** state) {
  (void)state;
  static const char latin[] = "<meta charset=utf-8><p>Zo\xEB said \x93no\x94 to it, at length, and twice.</p>"; // the page lies
  static const char utf8[]  = "<meta charset=iso-8859-1><p>Zo\xC3\xAB said no to it, at length, and twice.</p>"; // so does this one
  static const char wide[]  = "\xFF\xFE<\0p\0>\0N\0o\0 \0\xEB\0.\0";
  static const char nul[]   = "<p>A NUL \0 stands in this text, and the rest is read.</p>";
  Document          doc;
  assert_int_equal(read_page(&doc, latin, sizeof latin - 1, "text/html"), OK);
  assert_string_equal(doc.text.bytes, "Zoë said “no” to it, at length, and twice.");
  assert_int_equal(doc.text.repaired, 0);
  document_free(&doc);
  assert_int_equal(read_page(&doc, latin + 20, sizeof latin - 21, "text/html; charset=ISO-8859-1"), OK);
  assert_string_equal(doc.text.bytes, "Zoë said “no” to it, at length, and twice.");
  document_free(&doc);
  assert_int_equal(read_page(&doc, utf8, sizeof utf8 - 1, "text/html"), OK);
  assert_string_equal(doc.text.bytes, "Zoë said no to it, at length, and twice.");
  document_free(&doc);
  assert_int_equal(read_page(&doc, wide, sizeof wide - 1, "text/html"), OK);
  assert_string_equal(doc.text.bytes, "No ë.");
  document_free(&doc);
  assert_int_equal(read_page(&doc, nul, sizeof nul - 1, "text/html"), OK);
  assert_string_equal(doc.text.bytes, "A NUL stands in this text, and the rest is read.");
  document_free(&doc);
}

static void repeat(Buffer* out, const char* s, int n) {
  for (int i = 0; i < n; i++) buffer_puts(out, s);
}

static void deep_pages_do_no_harm(void** state) {
  (void)state;
  Buffer   page = {0};
  Document doc;
  repeat(&page, "<div>", 100000);
  buffer_puts(&page, "<p>At the bottom of it all there is a sentence.</p>");
  assert_int_equal(read_page(&doc, page.bytes, page.len, NULL), OK);
  assert_string_equal(doc.text.bytes, "At the bottom of it all there is a sentence.");
  document_free(&doc);
  buffer_clear(&page);
  repeat(&page, "<div>", 30000);
  buffer_puts(&page, "<p>At the bottom of it all there is a sentence.</p>");
  repeat(&page, "</div>", 30000);
  buffer_puts(&page, "<p>And another one on the way back.</p>");
  assert_int_equal(read_page(&doc, page.bytes, page.len, NULL), OK);
  assert_string_equal(doc.text.bytes, "At the bottom of it all there is a sentence.\n\nAnd another one on the way back.");
  document_free(&doc);
  buffer_clear(&page);
  // end tags that close nothing search the whole stack: such a page is cut short rather than waited for
  buffer_puts(&page, "<p>At the top of it all there is a sentence.</p>");
  repeat(&page, "<b>", 100000);
  repeat(&page, "</u>", 1000000);
  assert_int_equal(read_page(&doc, page.bytes, page.len, NULL), OK);
  assert_string_equal(doc.text.bytes, "At the top of it all there is a sentence.");
  assert_non_null(strstr(doc.warning, "nested too deep"));
  document_free(&doc);
  buffer_clear(&page);
  repeat(&page, "<script>", 100000); // never closed: each would look for its end through all the others
  repeat(&page, "<!--", 100000);
  assert_int_equal(read_page(&doc, page.bytes, page.len, NULL), ERR_INPUT);
  buffer_free(&page);
}

static void assert_tamed(const char* page, const char* expected) {
  Buffer tame = {0};
  buffer_puts(&tame, page);
  tame_page(&tame);
  assert_string_equal(tame.bytes, expected);
  assert_int_equal(tame.len, strlen(expected));
  buffer_free(&tame);
}

static void what_nobody_reads_of_a_page_is_not_parsed(void** state) {
  (void)state;
  assert_tamed("<p class=x onclick='a > b' Hidden data-y=\"<p>\" ID = 'z'>Text</p>", "<p class=x Hidden ID = 'z'>Text</p>");
  assert_tamed("<a href=\"b\"class=c title=d/>x<img src=e /><br/>", "<a href=\"b\"class=c>x<img/><br/>");
  assert_tamed("<a / b/>x</a >", "<a/>x</a >");
  assert_tamed("<style>a<b{}</style><script src=x>if (a <b && '</p>') x = \"<a \";</script>y", "<style></style><script></script>y");
  assert_tamed("<script type=\"application/ld+json\">{\"a\": \"<b c>\"}</SCRIPT>", "<script type=\"application/ld+json\">{\"a\": \"<b c>\"}</SCRIPT>");
  assert_tamed("<script src=x />y", "<script/>y");
  assert_tamed("a<!-- <p x='> -->b<!-- --!>c<!--->d", "a<!---->b<!---->cd");
  assert_tamed("a<!-- b <p x=y>c", "a<!-- b <p>c");
  assert_tamed("<!DOCTYPE html [<!ENTITY a 'b'>]><?xml version='1.0'?>a<?b<!c<![d", "<!---->]><!---->a<?b<!c<![d");
  static const char* const parts[] = {"<", "<a", "<a ", "<a b", "<a b=", "<a b='", "<a b=\"", "<a =", "<!--", "<!-- a", "<script", "<script>a", "</", "</a"};
  static const char* const tamed[] = {"<", "<a", "<a", "<a", "<a", "<a", "<a", "<a", "<!--", "<!-- a", "<script", "<script>", "</", "</a"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) assert_tamed(parts[i], tamed[i]);
}

static void attributes_and_names_are_not_without_number(void** state) {
  (void)state;
  Buffer page = {0};
  buffer_puts(&page, "<p>The first, he said, is harmless.</p><p ");
  for (int i = 0; i < 200000; i++) buffer_printf(&page, "a%d='<%d>' ", i, i); // compared each with each: 20,000,000,000 steps
  buffer_puts(&page, "hidden>The second, he said, is not shown.</p>");
  for (int i = 0; i < 300000; i++) buffer_printf(&page, "<n%d></N%d><?n%d>", i, i, i); // each kept, and looked for in a list
  buffer_puts(&page, "<p>The third, he said, is <n299999>harmless</n299999> too.</p>");
  for (int i = 0; i < 300000; i++) buffer_printf(&page, "&n%d;", i);
  Document doc;
  assert_int_equal(read_page(&doc, page.bytes, page.len, NULL), OK);
  assert_ptr_equal(strstr(doc.text.bytes, "The first, he said, is harmless.\n\nThe third, he said, is harmless too."), doc.text.bytes);
  document_free(&doc);
  Buffer tame = {0};
  buffer_put_slice(&tame, buffer_slice(&page));
  tame_page(&tame);
  assert_non_null(strstr(tame.bytes, "<n200></N200>"));
  assert_null(strstr(tame.bytes, "<n600"));
  assert_non_null(strstr(tame.bytes, "is <x>harmless</x> too"));
  buffer_free(&page);
  buffer_free(&tame);
}

static void entities_do_not_grow(void** state) {
  (void)state;
  Document doc;
  // XML's billion laughs: HTML knows no such entities
  static const char laughs[] = "<!DOCTYPE html [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\">"
                               "<!ENTITY x SYSTEM \"file:///etc/passwd\">]><html><body><p>Nobody laughs about this any more: &c; &x; he said.</p>";
  assert_int_equal(read_page(&doc, laughs, sizeof laughs - 1, NULL), OK);
  assert_non_null(strstr(doc.text.bytes, "Nobody laughs about this any more"));
  assert_null(strstr(doc.text.bytes, "haha"));
  assert_null(strstr(doc.text.bytes, "root:"));
  assert_true(doc.text.len < 200);
  document_free(&doc);
}

static void pages_without_text_say_so(void** state) {
  (void)state;
  static const char* const pages[] = {"<html></html>", "<html><body><script>x()</script></body>", "<!doctype html><title>Only this</title>"};
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    Document doc;
    assert_int_equal(read_page(&doc, pages[i], strlen(pages[i]), NULL), ERR_INPUT);
    assert_non_null(strstr(status_message(), "no article found in this page"));
  }
}

#define BEFORE "<html><body><main><p>The port will be sold, finance minister Ana Brandt said on Friday.</p>"
#define AFTER "<p>Parliament votes in May, the speaker confirmed to reporters.</p></main></body></html>"
#define TEXT_BEFORE "The port will be sold, finance minister Ana Brandt said on Friday."
#define TEXT_AFTER "\n\nParliament votes in May, the speaker confirmed to reporters."

static void a_row_of_data_is_a_line(void** state) {
  (void)state;
  assert_text(BEFORE "<table><tr><th>Port<th>Ships</tr><tr><td>Oslev</td><td>41</td></tr><tr><td><p>Norhaven<td>7</table>" AFTER,
              TEXT_BEFORE "\n\nPort Ships\n\nOslev 41\n\nNorhaven 7" TEXT_AFTER);
  // a table that lays out the page is none
  assert_text("<html><body><table><tr><td>Home<td>Sport</tr><tr><td colspan=2>"
              "<p>The port will be sold, finance minister Ana Brandt said on Friday.</p>"
              "<p>Parliament votes in May, the speaker confirmed to reporters.</p></table></body></html>",
              TEXT_BEFORE TEXT_AFTER);
}

static void spans_may_be_captions_or_teasers(void** state) {
  (void)state;
  assert_text(BEFORE "<span class=newsCaption>The quay at Oslev on a very foggy day in April.</span>" AFTER, TEXT_BEFORE TEXT_AFTER);
  assert_text("<html><body><main><p>The port will be sold, finance minister <span>Ana Brandt<span><a href=/a>Brandt sees no need for a tax</a>"
              " <a href=/b>The minister who never sleeps</a> <a href=/c>MORE</a></span></span> said on Friday.</p>" AFTER,
              TEXT_BEFORE TEXT_AFTER);
  // links that a sentence is made of stay
  assert_text(BEFORE "<p><span>Said <a href=/a>Ana Brandt of the Civic Union</a>, <a href=/b>Ingrid Maas of the opposition</a> and "
              "<a href=/c>Jonas Weil</a> at noon.</span></p>" AFTER,
              TEXT_BEFORE "\n\nSaid Ana Brandt of the Civic Union, Ingrid Maas of the opposition and Jonas Weil at noon." TEXT_AFTER);
}

static void names_of_elements_are_hints_only(void** state) {
  (void)state;
  // an id made of a heading
  assert_text(BEFORE "<div id='sharing-the-quays-with-kestrel'><p>Both would use the quays until the end of June.</p></div>" AFTER,
              TEXT_BEFORE "\n\nBoth would use the quays until the end of June." TEXT_AFTER);
  assert_text(BEFORE "<div id='sharing'><p>Tell your friends about this article today.</p></div>" AFTER, TEXT_BEFORE TEXT_AFTER);
  // a post that the article shows
  assert_text(BEFORE "<div class=social-embed><blockquote><p>We are not selling a single quay.</p></blockquote></div>" AFTER,
              TEXT_BEFORE "\n\nWe are not selling a single quay." TEXT_AFTER);
  // all of it named so
  assert_text("<html><body><article class=author-brandt><p>The port will be sold, finance minister Ana Brandt said on Friday.</p>"
              "<p>Parliament votes in May, the speaker confirmed to reporters.</p></article>"
              "<div class=comments><p>First! I have never trusted that minister, and I never will, so there, and I said so in March, and"
              " I say it again.</p></div><p>Help us.</p></body></html>",
              TEXT_BEFORE TEXT_AFTER);
}

static void assert_author(const char* head, const char* byline, const char* want) {
  Document doc;
  char     page[2000];
  snprintf(page, sizeof page, "<html><head>%s</head><body><h1>Port sale</h1>%s<p>The port will be sold, she said on Friday.</p>", head, byline);
  assert_int_equal(read_page(&doc, page, strlen(page), NULL), OK);
  assert_int_equal(doc.author_count, want != NULL);
  if (want) assert_string_equal(doc.authors[0], want);
  document_free(&doc);
}

static void the_parts_of_a_byline_are_told_apart(void** state) {
  (void)state;
  assert_author("", "<div class=byline>Business<span>by</span><a href=/j>Jane Roe</a><time>May 3, 2031</time></div>", "Jane Roe");
  assert_author("", "<p class=byline><span class=by>By</span> <b>JANE ROE</b>22 Dec 2031</p>", "Jane Roe");
  assert_author("", "<p class=author>Par Jean Dupont 3 mai 2031</p>", "Jean Dupont");
  assert_author("", "<p class=byline>By April Weil March 25, 2031</p>", "April Weil");
  assert_author("", "<p class=byline>Jane Roe \u2022 8h</p>", "Jane Roe");
  assert_author("", "<p class=byline>Ludwig van Dyk<br>Coast Editor</p>", "Ludwig van Dyk");
  assert_author("", "<p class=author>Pages by readers are not read by us</p>", NULL);
  assert_author("<meta property='og:site_name' content='Coast Daily'>", "<a rel=author>Coast Daily</a>", NULL);
}

static void names_in_json_ld_may_stand_elsewhere_in_it(void** state) {
  (void)state;
  static const char graph[] = "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"Article\", \"author\": {\"@id\": \"#j\"}},"
                              " {\"@id\": \"#o\", \"name\": \"Coast Daily\"}, {\"@id\": \"#j\", \"name\": \"Jane Roe\"}]}</script>";
  assert_author(graph, "", "Jane Roe");
  assert_author("<script type='application/ld+json'>{\"@type\": \"Article\", \"author\": {\"@id\": \"#j\"}}</script>", "", NULL);
}

static void a_standfirst_is_text(void** state) {
  (void)state;
  static const char page[] = "<html><body><article><header><h1>Port sale</h1><p>Kestrel and the ministry agree on the price at last.</p>"
                             "<p class=byline>By Ivo Petersen, who has covered the coast since 2019.</p><p>April 19, 2031</p></header><div>"
                             "<p>The port will be sold, finance minister Ana Brandt said on Friday.</p>"
                             "<p>Parliament votes in May, the speaker confirmed to reporters.</p></div></article></body></html>";
  assert_text(page, "Kestrel and the ministry agree on the price at last.\n\n" TEXT_BEFORE TEXT_AFTER);
}

static void an_article_may_have_parts(void** state) {
  (void)state;
  // a small part is left out where it is made otherwise than the large one
  static const char* const parts[] = {"part", "other"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    char page[2000], text[2000];
    snprintf(page, sizeof page,
             "<html><body><div><div class=part>%s%s%s%s%s</div><div class=%s><p>%s</p></div></div></body></html>",
             "<p>The port will be sold, finance minister Ana Brandt said on Friday.</p>",
             "<p>The ministry expects a decision of the court before the summer, and a buyer by autumn.</p>",
             "<p>Nobody at the port would say on Friday who else had offered, or how much it was.</p>",
             "<p>Three buyers are left of the eleven that had asked for the papers in March, she said.</p>",
             "<p>The quays, the cranes and the two ferries go together, and so do the debts of the port.</p>", parts[i],
             "Parliament votes in May, the speaker confirmed to reporters.");
    snprintf(text, sizeof text, "%s\n\n%s\n\n%s\n\n%s\n\n%s%s", TEXT_BEFORE,
             "The ministry expects a decision of the court before the summer, and a buyer by autumn.",
             "Nobody at the port would say on Friday who else had offered, or how much it was.",
             "Three buyers are left of the eleven that had asked for the papers in March, she said.",
             "The quays, the cranes and the two ferries go together, and so do the debts of the port.", i ? "" : TEXT_AFTER);
    assert_text(page, text);
  }
}

static void short_items_are_text_where_none_is_a_link(void** state) {
  (void)state;
  assert_text(BEFORE "<ul><li>The quays</li><li>Two cranes</li><li>A ferry</li></ul>" AFTER,
              TEXT_BEFORE "\n\nThe quays\n\nTwo cranes\n\nA ferry" TEXT_AFTER);
  assert_text(BEFORE "<ul><li><a href=/q>The quays</a></li><li><a href=/c>Two cranes</a></li><li>A ferry</li></ul>" AFTER, TEXT_BEFORE TEXT_AFTER);
}

static void a_heading_may_be_a_link(void** state) {
  (void)state;
  assert_text(BEFORE "<h2><a href=/vote>The vote</a></h2>" AFTER, TEXT_BEFORE "\n\nThe vote" TEXT_AFTER);
  assert_text(BEFORE AFTER "<h2><a href=/more>More on ports</a></h2><ul><li><a href=/q>Quays</a></ul>", TEXT_BEFORE TEXT_AFTER);
}

static void what_runs_a_script_is_no_link(void** state) {
  (void)state;
  assert_text("<html><body><a href='javascript:open()'><p>abc</p><p>def</p>ghi</a></body></html>", "abc\n\ndef\n\nghi");
}

static void microdata_tells_the_headline(void** state) {
  (void)state;
  static const char* const pages[] = {
      "<html><head><title>Coast Daily</title></head><body><div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop=headline>Port"
      " <b>sale</b></h1><p itemprop=articleBody>She said so.</p></div></body></html>",
      "<html><head><title>Coast Daily</title></head><body><meta itemprop='headline name' content='Port sale'><p>She said so.</p></body></html>"};
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    Document doc;
    assert_int_equal(read_page(&doc, pages[i], strlen(pages[i]), NULL), OK);
    assert_string_equal(doc.title, "Port sale");
    assert_string_equal(doc.text.bytes, "She said so.");
    document_free(&doc);
  }
}

static void pages_are_composed(void** state) {
  (void)state;
  assert_text(BEFORE "<p>Zoe&#x308; Ange\u0301lil works for A\u030angstro\u0308m; the \uFB01nance of\uFB01ce doesn\u2019t.</p>" AFTER,
              TEXT_BEFORE "\n\nZo\u00eb Ang\u00e9lil works for \u00c5ngstr\u00f6m; the \uFB01nance of\uFB01ce doesn\u2019t." TEXT_AFTER);
  static const char titled[] = "<html><head><title>Zoe\u0308 goes</title></head><body><p>She said so.</p></body></html>";
  Document          doc;
  assert_int_equal(read_page(&doc, titled, sizeof titled - 1, NULL), OK);
  assert_string_equal(doc.title, "Zo\u00eb goes");
  document_free(&doc);
  // plain text is the file's own
  assert_int_equal(document_read(&(DocumentSource){.uri = "file:///a.txt", .bytes = SLICE("Zoe\u0308 said no.")}, &doc), OK);
  assert_string_equal(doc.text.bytes, "Zoe\u0308 said no.");
  document_free(&doc);
}

static void marks_without_a_shape_stay_inside_words(void** state) {
  (void)state;
  assert_text(BEFORE "<p>&#8203;The of&shy;fice of Ana Bran\u200bdt is&#8203; closed.&#8203;\uFEFF</p>" AFTER,
              TEXT_BEFORE "\n\nThe of\u00adfice of Ana Bran\u200bdt is closed." TEXT_AFTER);
  assert_text(BEFORE "<p>&shy;&#8203;</p>" AFTER, TEXT_BEFORE TEXT_AFTER);
}

/* Every prefix of a page is read or refused, never worse; the text of what is read is valid. */
static void every_cut_is_survived(void** state) {
  (void)state;
  for (size_t n = 1; n < sizeof whole_page; n += 3) {
    Document doc;
    char*    cut = xmalloc(n); // of its own, so that reading behind it is seen
    memcpy(cut, whole_page, n);
    const Status status = read_page(&doc, cut, n, "text/html");
    assert_true(status == OK || status == ERR_INPUT);
    if (status == OK) assert_int_equal(doc.text.repaired, 0);
    document_free(&doc);
    free(cut);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_article_is_kept_and_the_rest_dropped), cmocka_unit_test(the_page_speaks_of_itself),
      cmocka_unit_test(linked_data_is_read),                      cmocka_unit_test(an_address_must_be_the_articles_own),
      cmocka_unit_test(dates_are_read_strictly),                  cmocka_unit_test(references_are_characters),
      cmocka_unit_test(sloppy_pages_are_read),                    cmocka_unit_test(encodings_of_pages),
      cmocka_unit_test(deep_pages_do_no_harm),                    cmocka_unit_test(entities_do_not_grow),
      cmocka_unit_test(pages_without_text_say_so),                cmocka_unit_test(every_cut_is_survived),
      cmocka_unit_test(what_nobody_reads_of_a_page_is_not_parsed),
      cmocka_unit_test(attributes_and_names_are_not_without_number),        cmocka_unit_test(a_row_of_data_is_a_line),
      cmocka_unit_test(spans_may_be_captions_or_teasers),         cmocka_unit_test(names_of_elements_are_hints_only),
      cmocka_unit_test(the_parts_of_a_byline_are_told_apart),
      cmocka_unit_test(names_in_json_ld_may_stand_elsewhere_in_it),
      cmocka_unit_test(a_standfirst_is_text),                     cmocka_unit_test(an_article_may_have_parts),
      cmocka_unit_test(short_items_are_text_where_none_is_a_link), cmocka_unit_test(a_heading_may_be_a_link),
      cmocka_unit_test(what_runs_a_script_is_no_link),            cmocka_unit_test(marks_without_a_shape_stay_inside_words),
      cmocka_unit_test(pages_are_composed),                       cmocka_unit_test(microdata_tells_the_headline),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "unit.h"

#include "base/buffer.h"
#include "document/charset.h"
#include "document/document.h"
#include "document/language.h"

#include <stdlib.h>
#include <string.h>

static Status read_as(Document* doc, const char* uri, const char* bytes, size_t n) {
  return document_read(&(DocumentSource){.uri = uri, .bytes = {bytes, n}}, doc);
}

#define READ(doc, uri, literal) read_as((doc), (uri), (literal), sizeof(literal) - 1)

static void assert_paragraph(const Document* doc, size_t i, const char* words) {
  assert_true(i < doc->paragraph_count);
  const Slice got = text_slice(&doc->text, doc->paragraphs[i]);
  if (!slice_equal(got, slice(words))) print_error("paragraph %zu is \"%.*s\"\n", i, SLICE_ARG(got));
  assert_true(slice_equal(got, slice(words)));
}

static void plain_text_is_unchanged(void** state) {
  (void)state;
  static const char text[] = "\r\n  “One,” said Zoë.\t\r\n \t\r\nTwo.\n\n\nThree\x0c" "Four";
  Document          doc;
  assert_int_equal(READ(&doc, "file:///a.txt", text), OK);
  assert_string_equal(doc.text.bytes, text);
  assert_int_equal(doc.text.repaired, 0);
  assert_null(doc.warning);
  assert_null(doc.title);
  assert_null(doc.published);
  assert_string_equal(doc.language, "en");
  assert_string_equal(doc.uri, "file:///a.txt");
  assert_int_equal(doc.paragraph_count, 4);
  assert_paragraph(&doc, 0, "  “One,” said Zoë.\t");
  assert_paragraph(&doc, 1, "Two.");
  assert_paragraph(&doc, 2, "Three");
  assert_paragraph(&doc, 3, "Four");
  // sha256sum of the same bytes
  assert_string_equal(doc.sha256.hex, digest_sha256(slice(text)).hex);
  document_free(&doc);
  assert_null(doc.text.bytes);
}

/// Spaces for line breaks where all was broken at one width; lines of their own stay.
static void broken_paragraphs_are_whole(void** state) {
  (void)state;
  static const char text[] = "The finance minister of Norland said on Monday that the minister, Ana\n"
                             "Brandt, would not wait for the vote in the parliament of the land on\r\n"
                             "Friday.\n"
                             "\n"
                             "Oslev 3, Velia 1\n"
                             "Halvik 0, Orin 0\n"
                             "\n"
                             "- The first of the points that were made there, as long as a line is\n"
                             "- The second\n";
  Document doc;
  assert_int_equal(READ(&doc, "file:///a.txt", text), OK);
  assert_int_equal(doc.text.len, sizeof text - 1);
  assert_int_equal(doc.paragraph_count, 5);
  assert_paragraph(&doc, 0, "The finance minister of Norland said on Monday that the minister, Ana Brandt, would not wait for the vote in the "
                            "parliament of the land on  Friday.");
  assert_paragraph(&doc, 1, "Oslev 3, Velia 1");
  assert_paragraph(&doc, 4, "- The second");
  document_free(&doc);
}

static void digest_is_of_the_text(void** state) {
  (void)state;
  Document doc;
  assert_int_equal(READ(&doc, "file:///a.txt", "abc"), OK);
  assert_string_equal(doc.sha256.hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); // FIPS 180-4
  document_free(&doc);
}

static void the_content_tells_the_type(void** state) {
  (void)state;
  static const char* const names[] = {"file:///a.txt", "file:///a.html", "file:///a", "stdin:"};
  Document                 doc;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    assert_int_equal(READ(&doc, names[i], "<html><p>He said no.</p>"), OK);
    assert_string_equal(doc.text.bytes, "He said no.");
    document_free(&doc);
    assert_int_equal(READ(&doc, names[i], "He said no.\n\nR&D is 3 < 4, she said.\n"), OK);
    assert_string_equal(doc.text.bytes, "He said no.\n\nR&D is 3 < 4, she said.\n");
    document_free(&doc);
  }
  // where it leaves it open, the name does
  assert_int_equal(READ(&doc, "file:///a.html", "He said <b>no</b>."), OK);
  assert_string_equal(doc.text.bytes, "He said no.");
  document_free(&doc);
  assert_int_equal(READ(&doc, "file:///a.txt", "He said <b>no</b>."), OK);
  assert_string_equal(doc.text.bytes, "He said <b>no</b>.");
  document_free(&doc);
  // and --type says it outright
  const DocumentSource said = {.uri = "file:///a.txt", .bytes = SLICE("<html><p>He said no.</p>"), .type = DOCUMENT_TEXT};
  assert_int_equal(document_read(&said, &doc), OK);
  assert_string_equal(doc.text.bytes, "<html><p>He said no.</p>");
  document_free(&doc);
  // 5 < 6 is no element
  assert_int_equal(READ(&doc, "stdin:", "<5 per cent, he said, is little."), OK);
  assert_string_equal(doc.text.bytes, "<5 per cent, he said, is little.");
  document_free(&doc);
}

static void encodings_are_told_apart(void** state) {
  (void)state;
  Document doc;
  assert_int_equal(READ(&doc, "file:///a.txt", "\xEF\xBB\xBFZo\xC3\xAB"), OK);
  assert_string_equal(doc.text.bytes, "Zoë"); // the mark is no text
  assert_null(doc.warning);
  document_free(&doc);
  assert_int_equal(READ(&doc, "file:///a.txt", "Zo\xEB said \x93no\x94 \x96 it\x92s 5 \x80."), OK);
  assert_string_equal(doc.text.bytes, "Zoë said “no” – it’s 5 €.");
  assert_string_equal(doc.warning, "file:///a.txt: read as Windows-1252, not UTF-8");
  document_free(&doc);
  assert_int_equal(READ(&doc, "file:///a.txt", "\xFF\xFEZ\0o\0\xEB\0=\xD8\x42\xDE"), OK);
  assert_string_equal(doc.text.bytes, "Zoë🙂");
  document_free(&doc);
  assert_int_equal(READ(&doc, "file:///a.txt", "\xFE\xFF\0Z\0o\0\xEB"), OK);
  assert_string_equal(doc.text.bytes, "Zoë");
  document_free(&doc);
  // half a pair, half a unit
  assert_int_equal(READ(&doc, "file:///a.txt", "\xFF\xFEZ\0=\xD8o\0x"), OK);
  assert_string_equal(doc.text.bytes, "Z\uFFFDo\uFFFD");
  assert_int_equal(doc.text.repaired, 2);
  document_free(&doc);
}

static void declared_encodings_are_read(void** state) {
  (void)state;
  static const struct {
    const char *label, *bytes, *want;
  } cases[] = {
      {"koi8-r", "\xF0\xCF\xD2\xD4.", "Порт."},
      {"windows-1251", "\xCF\xEE\xF0\xF2.", "Порт."},
      {"ISO-8859-2", "\xA3\xF3\x64\xBC.", "Łódź."},
      {"shift_jis", "\x8D\x60\x82\xCD\x94\x84\x82\xE7\x82\xEA\x82\xE9.", "港は売られる."},
      {"iso-2022-jp", "\x1B$B9A\x1B(B.", "港."},
      {"gb2312", "\xB8\xDB.", "港."},
      {"koi8-r", "Zo\xC3\xAB said no.", "Zoë said no."}, // whole UTF-8 is UTF-8
      {"no-such", "Zo\xEB said no.", "Zoë said no."},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Arena          arena = {0};
    Document       doc;
    DocumentSource source = {.uri   = "https://paper.example/a",
                             .bytes = slice(cases[i].bytes),
                             .media = arena_printf(&arena, "text/plain; charset=%s", cases[i].label)};
    if (*source.bytes.ptr != 0x1B) { // control characters are no plain text
      assert_int_equal(document_read(&source, &doc), OK);
      assert_string_equal(doc.text.bytes, cases[i].want);
      document_free(&doc);
    }
    source.media = arena_printf(&arena, "text/html; charset=%s", cases[i].label);
    source.bytes = slice(arena_printf(&arena, "<html><body><p>%s</p></body></html>", cases[i].bytes));
    assert_int_equal(document_read(&source, &doc), OK);
    assert_string_equal(doc.text.bytes, cases[i].want);
    document_free(&doc);
    source.media = NULL;
    source.bytes = slice(arena_printf(&arena, "<html><meta charset='%s'><body><p>%s</p></body></html>", cases[i].label, cases[i].bytes));
    assert_int_equal(document_read(&source, &doc), OK);
    assert_string_equal(doc.text.bytes, cases[i].want);
    document_free(&doc);
    arena_free(&arena);
  }
}

static void pieces_are_decoded_as_the_whole(void** state) {
  (void)state;
  static const char utf16[] = "Z\0o\0\xEB\0=\xD8\x42\xDE.\0x";
  static const char sjis[]  = "\x8D\x60\x82\xCD.";
  for (int k = 0; k < 2; k++) {
    const Slice   all     = k ? slice(sjis) : (Slice){utf16, sizeof utf16 - 1};
    const Charset charset = k ? charset_named(SLICE("sjis")) : CHARSET_UTF16LE;
    Decoder       decoder;
    Buffer        out = {0};
    decoder_open(&decoder, charset);
    for (size_t i = 0; i < all.len; i++) decoder_put(&decoder, (Slice){all.ptr + i, 1}, i + 1 == all.len, &out);
    decoder_close(&decoder);
    buffer_putc(&out, '\0');
    assert_string_equal(out.bytes, k ? "港は." : "Zoë🙂.\xFF");
    buffer_free(&out);
  }
}

static void damage_is_mended_and_told(void** state) {
  (void)state;
  Document doc;
  assert_int_equal(READ(&doc, "file:///a.txt", "“Zo\xC3\xAB,” she said, “is n\xE2\x80t here.”"), OK);
  assert_string_equal(doc.text.bytes, "“Zoë,” she said, “is n\uFFFDt here.”");
  assert_string_equal(doc.warning, "file:///a.txt: 1 broken character replaced by U+FFFD");
  document_free(&doc);
  // cut in the middle of a character
  assert_int_equal(READ(&doc, "file:///a.txt", "“No,” he said. \xE2\x80"), OK);
  assert_string_equal(doc.text.bytes, "“No,” he said. \uFFFD");
  document_free(&doc);
}

static void assert_refused(const char* bytes, size_t n, Status status, const char* words) {
  Document     doc;
  const Status got = document_read(&(DocumentSource){.uri = "file:///x", .bytes = {bytes, n}, .name = "x"}, &doc);
  if (got != status || !strstr(status_message(), words)) print_error("%d: %s\n", got, status_message());
  assert_int_equal(got, status);
  assert_non_null(strstr(status_message(), words));
  assert_null(doc.text.bytes);
  assert_null(doc.arena.last);
}

#define REFUSED(literal, words) assert_refused((literal), sizeof(literal) - 1, ERR_INPUT, (words))

static void what_is_no_text_is_refused(void** state) {
  (void)state;
  REFUSED("", "x: empty");
  REFUSED(" \t\r\n\n \xC2\xA0\xE2\x80\x8B\n", "x: empty");
  REFUSED("\xEF\xBB\xBF", "x: empty");
  REFUSED("text\0text", "x: not text");
  REFUSED("\1\2\3\4\5\6\7", "x: not text");
  REFUSED("%PDF-1.7 ...", "pdftotext");
  REFUSED("PK\3\4 word/document.xml", "x: a ZIP, Excel");
  REFUSED("\x89PNG\r\n\x1a\n", "x: a picture");
  REFUSED("\x1F\x8B\x08", "x: compressed");
  // KOI8-R: letters without one ASCII letter between them
  REFUSED("\xF0\xD2\xC5\xDA\xC9\xC4\xC5\xCE\xD4 \xF3\xCB\xC1\xDA\xC1\xCC \xC4\xC1, \xCE\xC5\xD4", "x: neither UTF-8 nor Windows-1252");
}

static void size_is_limited(void** state) {
  (void)state;
  const size_t n    = (size_t)DOCUMENT_LIMIT + 1;
  char*        line = xmalloc(n);
  memset(line, 'a', n);
  assert_refused(line, n, ERR_LIMIT, "the most for one article is 64 MB");
  Document doc;
  assert_int_equal(read_as(&doc, "file:///a.txt", line, 5 * 1000 * 1000), OK); // one long line is no fault
  assert_int_equal(doc.paragraph_count, 1);
  assert_int_equal(doc.text.length, 5 * 1000 * 1000);
  document_free(&doc);
  free(line);
}

static void labels_are_known(void** state) {
  (void)state;
  assert_int_equal(charset_named(SLICE(" UTF-8 ")), CHARSET_UTF8);
  assert_int_equal(charset_named(SLICE("ISO-8859-1")), CHARSET_WINDOWS_1252);
  assert_string_equal(charset_name(charset_named(SLICE("Shift_JIS"))), "CP932");
  assert_true(charset_named(SLICE("iso-8859-2")) >= CHARSET_OTHER);
  assert_int_equal(charset_named(SLICE("iso-2022-cn-ext")), CHARSET_UNKNOWN); // iconv's, but no page's
  assert_int_equal(charset_named(SLICE("utf-8//TRANSLIT")), CHARSET_UNKNOWN);
  assert_int_equal(charset_named(SLICE("")), CHARSET_UNKNOWN);
  assert_true(slice_equal(charset_label(SLICE("text/html; Charset = \"utf-8\"")), SLICE("utf-8")));
  assert_true(slice_equal(charset_label(SLICE("<meta charset=latin1>")), SLICE("latin1")));
  assert_int_equal(charset_label(SLICE("text/html; charset")).len, 0);
  assert_int_equal(charset_label(SLICE("text/html; charset=")).len, 0);
}

static void the_text_tells_where_when_and_who(void** state) {
  (void)state;
  static const struct {
    const char *text, *published, *dateline, *agency, *author;
  } cases[] = {
      {"OSLO (Reuters) \xE2\x80\x94 The port will not be sold.", NULL, "OSLO", "Reuters", NULL},
      {"LONDON, March 3 (AP) - The port will not be sold.", NULL, "LONDON", "Associated Press", NULL},
      {"LONDON, March 3, 2031 (AP) -- The port will not be sold.", "2031-03-03", "LONDON", "Associated Press", NULL},
      {"ST. LOUIS, Missouri \xE2\x80\x94 The port will not be sold.", NULL, "ST. LOUIS, Missouri", NULL, NULL},
      {"Oslo (Reuters) - The port will not be sold.", NULL, "Oslo", "Reuters", NULL},
      {"By Jane Roe, Staff Writer\n\nThe port will not be sold.", NULL, NULL, NULL, "Jane Roe"},
      {"Story by JANE ROE and Jan van Dyk\n\nThe port will not be sold.", NULL, NULL, NULL, "Jane Roe"},
      {"By Jane Roe | Reuters\n\nThe port will not be sold.", NULL, NULL, "Reuters", "Jane Roe"},
      {"Thursday, March 6, 2031\n\nThe port will not be sold.", "2031-03-06", NULL, NULL, NULL},
      {"Published 6 March 2031\n\nThe port will not be sold.", "2031-03-06", NULL, NULL, NULL},
      // neither place nor byline nor date
      {"The port - one of three - will not be sold.", NULL, NULL, NULL, NULL},
      {"NATO, the U.N. and others agreed. Later - much later - they did not.", NULL, NULL, NULL, NULL},
      {"By Friday the port was sold.", NULL, NULL, NULL, NULL},
      {"Thursday, March 6\n\nThe port will not be sold.", NULL, NULL, NULL, NULL},
      {"On March 6, 2031, the port was sold.", NULL, NULL, NULL, NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Document    doc;
    assert_int_equal(read_as(&doc, "file:///a.txt", cases[i].text, strlen(cases[i].text)), OK);
    const char* wanted[] = {cases[i].published, cases[i].dateline, cases[i].agency, cases[i].author};
    const char* got[]    = {doc.published, doc.dateline, doc.agency, doc.author_count ? doc.authors[0] : NULL};
    for (int k = 0; k < 4; k++)
      if (!slice_equal(slice(wanted[k]), slice(got[k])))
        print_error("%s: %s, not %s\n", cases[i].text, got[k] ? got[k] : "-", wanted[k] ? wanted[k] : "-"), assert_true(false);
    document_free(&doc);
  }
}

static void languages_are_told(void** state) {
  (void)state;
  static const struct {
    const char *text, *tag;
  } cases[] = {
      {"The finance minister said on Monday that the port of Oslev was not for sale, and that it would not be sold by this government.", "en"},
      {"Der Finanzminister sagte am Montag, dass der Hafen nicht verkauft wird und dass die Regierung auch keinen Teil davon abgibt.", "de"},
      {"Le ministre des finances a dit lundi que le port ne sera pas vendu et que le gouvernement ne cède pas une partie de la ville.", "fr"},
      {"El ministro dijo el lunes que el puerto no se vende y que el gobierno no va a ceder una parte de la ciudad a los vecinos.", "es"},
      {"De minister zei op maandag dat de haven niet wordt verkocht en dat het kabinet ook geen deel van de stad aan een bedrijf geeft.", "nl"},
      {"Ministern sade på måndagen att hamnen inte är till salu och att det inte heller blir så för någon del av staden som han har sett.", "sv"},
      {"Министр сказал в понедельник, что порт не продают и что правительство не отдаст его, как это было в прошлом году, но и не на год.", "ru"},
      {"Ο υπουργός είπε τη Δευτέρα ότι το λιμάνι δεν πωλείται.", "el"},
      {"財務大臣は月曜日、港は売らないと述べた。", "ja"},
      {"Oslev 3, Norhaven 1", NULL},
      {"Port, quay, ship", NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char* tag = language_of(slice(cases[i].text));
    if (!slice_equal(slice(tag), slice(cases[i].tag))) print_error("%s: %s\n", cases[i].text, tag ? tag : "-"), assert_true(false);
  }
  assert_string_equal(language_name("de-AT"), "German");
  assert_true(language_same("en-GB", "EN"));
  assert_false(language_same("en", "eng"));
  // what the text shows counts more than what is said of it; a region that is said stays
  Document      doc;
  DocumentGiven given = {.language = "en"};
  assert_int_equal(document_read(&(DocumentSource){.uri = "file:///a.txt", .bytes = slice(cases[1].text), .given = &given}, &doc), OK);
  assert_string_equal(doc.language, "de");
  document_free(&doc);
  given.language = "en-GB";
  assert_int_equal(document_read(&(DocumentSource){.uri = "file:///a.txt", .bytes = slice(cases[0].text), .given = &given}, &doc), OK);
  assert_string_equal(doc.language, "en-GB");
  document_free(&doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_text_is_unchanged),       cmocka_unit_test(broken_paragraphs_are_whole),
      cmocka_unit_test(digest_is_of_the_text),
      cmocka_unit_test(the_content_tells_the_type), cmocka_unit_test(encodings_are_told_apart),
      cmocka_unit_test(damage_is_mended_and_told),
      cmocka_unit_test(declared_encodings_are_read),        cmocka_unit_test(pieces_are_decoded_as_the_whole),     cmocka_unit_test(what_is_no_text_is_refused),
      cmocka_unit_test(size_is_limited),               cmocka_unit_test(labels_are_known),
      cmocka_unit_test(languages_are_told),
      cmocka_unit_test(the_text_tells_where_when_and_who),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

#include "unit.h"

#include "facts/statements.h"
#include "base/status.h"
#include "facts_case.h"

#include <stdlib.h>

#define said(slice, words) assert_true(slice_equal((slice), SLICE(words)))

static const Entity* entity(const Case* c, const char* words) {
  const int e = case_entity(c, words);
  assert_int_not_equal(e, NO_ENTITY);
  return &c->facts.entities[e];
}

static void spellings_of_one_person_meet(void** state) {
  (void)state;
  Case c = case_of("Brandt denied it. Finance minister Ana Brandt met Zoë Müller. Ms Brandt’s aide left with Muller.");
  case_name(&c, "Brandt", NAME_PERSON);
  case_name(&c, "Ana Brandt", NAME_PERSON);
  case_name(&c, "Zoë Müller", NAME_PERSON);
  case_name(&c, "Ms Brandt’s", NAME_PERSON);
  case_name(&c, "Muller", NAME_PERSON);
  case_find(&c);
  assert_int_equal(c.facts.entity_count, 2);
  said(c.facts.entities[0].name, "Ana Brandt");
  assert_int_equal(c.facts.entities[0].name_count, 2);
  assert_true(c.facts.entities[0].full);
  said(c.facts.entities[1].name, "Zoë Müller");
  assert_int_equal(case_entity(&c, "Muller"), 1);
  said(text_slice(&c.doc.text, c.facts.mentions[3].span), "Brandt"); // neither title nor possessive
  case_free(&c);
}

static void a_family_name_goes_to_who_was_named_first_unless_a_title_says_otherwise(void** state) {
  (void)state;
  Case c = case_of("Hillary Clinton spoke. Bill Clinton listened. Clinton smiled. Mr Clinton left. John Kerry met Bob Kerry.");
  case_name(&c, "Hillary Clinton", NAME_PERSON);
  case_name(&c, "Bill Clinton", NAME_PERSON);
  case_name(&c, "Clinton", NAME_PERSON);
  case_name(&c, "Clinton", NAME_PERSON);
  case_name(&c, "John Kerry", NAME_PERSON);
  case_name(&c, "Bob Kerry", NAME_PERSON);
  case_find(&c);
  assert_int_equal(c.facts.entity_count, 4);
  assert_int_equal(c.facts.mentions[2].entity, 0);
  assert_int_equal(c.facts.mentions[3].entity, 1);
  case_free(&c);
}

static void given_names_agree_by_initial_and_short_form(void** state) {
  (void)state;
  Case c = case_of("William Weil came. Bill Weil left. John F. Kern and J. Kern stayed. Hanna came before Hanna Roth.");
  case_name(&c, "William Weil", NAME_PERSON);
  case_name(&c, "Bill Weil", NAME_PERSON);
  case_name(&c, "John F. Kern", NAME_PERSON);
  case_name(&c, "J. Kern", NAME_PERSON);
  case_name(&c, "Hanna", NAME_PERSON);
  case_name(&c, "Hanna Roth", NAME_PERSON);
  case_find(&c);
  assert_int_equal(case_entity(&c, "Bill Weil"), case_entity(&c, "William Weil"));
  assert_int_equal(case_entity(&c, "J. Kern"), case_entity(&c, "John F. Kern"));
  assert_int_not_equal(case_entity(&c, "Hanna"), case_entity(&c, "Hanna Roth")); // a first name only after the full one
  case_free(&c);
}

static void organizations_meet_by_initials_and_short_forms(void** state) {
  (void)state;
  Case c = case_of("The International Monetary Fund (IMF) and Kestrel Shipping Inc. talked. The IMF waited for Kestrel. "
                   "The White House called the House. The U.S. Supreme Court ruled; the Supreme Court adjourned.");
  case_name(&c, "International Monetary Fund", NAME_ORGANIZATION);
  case_name(&c, "IMF", NAME_ORGANIZATION);
  case_name(&c, "Kestrel Shipping Inc.", NAME_ORGANIZATION);
  case_name(&c, "IMF", NAME_ORGANIZATION);
  case_name(&c, "Kestrel", NAME_ORGANIZATION);
  case_name(&c, "White House", NAME_ORGANIZATION);
  case_name(&c, "House", NAME_ORGANIZATION);
  case_name(&c, "U.S. Supreme Court", NAME_ORGANIZATION);
  case_name(&c, "Supreme Court", NAME_ORGANIZATION);
  case_find(&c);
  assert_int_equal(c.facts.entity_count, 5);
  said(entity(&c, "IMF")->name, "International Monetary Fund");
  said(entity(&c, "Kestrel")->name, "Kestrel Shipping Inc.");
  assert_int_not_equal(case_entity(&c, "House"), case_entity(&c, "White House"));
  said(entity(&c, "Supreme Court")->name, "U.S. Supreme Court");
  case_free(&c);
}

static void a_country_is_one_node_by_all_its_names(void** state) {
  (void)state;
  Case c = case_of("The United States, the U.S., the US and America agree. Americans cheered; Korean ships sailed.");
  case_name(&c, "United States", NAME_PLACE);
  case_name(&c, "U.S.", NAME_PLACE);
  case_name(&c, "US", NAME_PLACE);
  case_name(&c, "America", NAME_PLACE);
  case_find(&c);
  assert_int_equal(c.facts.entity_count, 1); // which Korea, nobody says
  assert_int_equal(c.facts.mention_count, 5);
  assert_true(c.facts.mentions[4].adjective);
  case_free(&c);
}

static void a_demonym_makes_its_country_when_a_role_needs_it(void** state) {
  (void)state;
  Case c = case_of("Russian Foreign Minister Anna Petrova met South Korean officials.");
  case_name(&c, "Anna Petrova", NAME_PERSON);
  case_role(&c, "Foreign Minister", "Anna Petrova", "Russian", TENURE_CURRENT);
  case_find(&c);
  assert_int_equal(c.facts.role_count, 1);
  said(c.facts.roles[0].role, "Foreign Minister");
  said(c.facts.entities[c.facts.roles[0].organization].name, "Russia");
  assert_int_equal(c.facts.entity_count, 2); // South Korea holds no role
  assert_true(c.facts.mentions[0].adjective);
  case_free(&c);
}

static void an_occupation_is_not_held_for_a_country(void** state) {
  (void)state;
  Case c = case_of("Italian artist Maurizio Rossi met Iranian commander Ali Karimi.");
  case_name(&c, "Maurizio Rossi", NAME_PERSON);
  case_name(&c, "Ali Karimi", NAME_PERSON);
  case_role(&c, "artist", "Maurizio Rossi", "Italian", TENURE_CURRENT);
  case_role(&c, "commander", "Ali Karimi", "Iranian", TENURE_CURRENT);
  case_find(&c);
  assert_int_equal(c.facts.role_count, 2);
  assert_int_equal(c.facts.roles[0].organization, NO_ENTITY);
  said(c.facts.entities[c.facts.roles[1].organization].name, "Iran");
  case_free(&c);
}

static void a_role_is_cut_to_its_noun(void** state) {
  (void)state;
  Case c = case_of("The former Tesla chief executive Jo Weil and ex-governor Lea Kern met Sir Tom Ash.");
  case_name(&c, "Tesla", NAME_ORGANIZATION);
  case_name(&c, "Jo Weil", NAME_PERSON);
  case_name(&c, "Lea Kern", NAME_PERSON);
  case_name(&c, "Tom Ash", NAME_PERSON);
  case_role(&c, "The former Tesla chief executive", "Jo Weil", NULL, TENURE_CURRENT);
  case_role(&c, "ex-governor", "Lea Kern", NULL, TENURE_CURRENT);
  case_role(&c, "Sir", "Tom Ash", NULL, TENURE_CURRENT);
  case_find(&c);
  assert_int_equal(c.facts.role_count, 2); // an honorific is no role
  said(c.facts.roles[0].role, "chief executive");
  assert_int_equal(c.facts.roles[0].tenure, TENURE_FORMER);
  said(c.facts.entities[c.facts.roles[0].organization].name, "Tesla");
  said(c.facts.roles[1].role, "governor");
  assert_int_equal(c.facts.roles[1].tenure, TENURE_FORMER);
  case_free(&c);
}

static void whom_a_role_is_held_for_does_not_hold_it(void** state) {
  (void)state;
  Case c = case_of("A spokesperson for President Rodrigo Duterte called. Angela Merkel's spokesperson, Steffen Seibert, answered.");
  case_name(&c, "Rodrigo Duterte", NAME_PERSON);
  case_name(&c, "Angela Merkel", NAME_PERSON);
  case_name(&c, "Steffen Seibert", NAME_PERSON);
  case_role(&c, "spokesperson", "Rodrigo Duterte", NULL, TENURE_CURRENT);
  case_role(&c, "spokesperson,", "Steffen Seibert", "Angela Merkel", TENURE_CURRENT);
  case_find(&c);
  assert_int_equal(c.facts.role_count, 2);
  assert_int_equal(c.facts.roles[0].person, case_entity(&c, "Rodrigo Duterte")); // by his title alone
  assert_true(slice_equal(c.facts.roles[0].role, SLICE("President")));
  assert_int_equal(c.facts.roles[1].person, case_entity(&c, "Steffen Seibert"));
  assert_int_equal(c.facts.roles[1].organization, case_entity(&c, "Angela Merkel"));
  case_free(&c);
}

static void an_organization_of_another_sentence_gives_no_role(void** state) {
  (void)state;
  Case c = case_of("She is from Oslev. Interior Minister Jo Weil spoke.");
  case_name(&c, "Oslev", NAME_PLACE);
  case_name(&c, "Jo Weil", NAME_PERSON);
  case_role(&c, "Interior Minister", "Jo Weil", "Oslev", TENURE_CURRENT);
  case_find(&c);
  assert_int_equal(c.facts.role_count, 1);
  assert_int_equal(c.facts.roles[0].organization, NO_ENTITY);
  case_free(&c);
}

static void affiliations_stand_beside_names(void** state) {
  (void)state;
  Case c = case_of("Rep. Trey Gowdy (R-S.C.) spoke. Ada Roth of the Food Safety Center agreed with NBC's Dan Chin "
                   "and Liberal Democrat Paul Tyler. Eva Lind of Oslev slept.");
  case_name(&c, "Trey Gowdy", NAME_PERSON);
  case_name(&c, "Ada Roth", NAME_PERSON);
  case_name(&c, "Food Safety Center", NAME_ORGANIZATION);
  case_name(&c, "NBC", NAME_ORGANIZATION);
  case_name(&c, "Dan Chin", NAME_PERSON);
  case_name(&c, "Paul Tyler", NAME_PERSON);
  case_name(&c, "Eva Lind", NAME_PERSON);
  case_name(&c, "Oslev", NAME_PLACE);
  case_role(&c, "Rep", "Trey Gowdy", NULL, TENURE_CURRENT);
  case_find(&c);
  assert_int_equal(c.facts.role_count, 5);
  said(c.facts.roles[0].role, "Rep");
  said(c.facts.entities[c.facts.roles[0].organization].name, "South Carolina");
  said(c.facts.entities[c.facts.roles[1].organization].name, "Republican Party");
  assert_int_equal(c.facts.roles[1].role.len, 0);
  said(c.facts.entities[c.facts.roles[2].organization].name, "Food Safety Center");
  said(c.facts.entities[c.facts.roles[3].organization].name, "NBC");
  said(c.facts.entities[c.facts.roles[4].organization].name, "Liberal Democrats");
  case_free(&c);
}

/* The statement of "She CUE it." */
static Statement cue_of(const char* sentence, const char* cue) {
  Case c = case_of(sentence);
  case_cue(&c, "She", cue, "it");
  case_find(&c);
  assert_int_equal(c.facts.statement_count, 1);
  Statement s = c.facts.statements[0];
  static char lemma[64];
  snprintf(lemma, sizeof lemma, "%.*s", SLICE_ARG(s.lemma));
  s.lemma = slice(lemma);
  case_free(&c);
  return s;
}

static void cues_have_lemma_act_and_polarity(void** state) {
  (void)state;
  static const struct {
    const char *sentence, *cue, *lemma;
    Act         act;
    Polarity    polarity;
    bool        negated;
  } cases[] = {
      {"She told Tidewater it.", "told", "tell", ACT_ASSERTION, POLARITY_POSITIVE, false},
      {"She said in a statement it.", "said in a statement", "say", ACT_ASSERTION, POLARITY_POSITIVE, false},
      {"She has called on it.", "called on", "call on", ACT_DEMAND, POLARITY_POSITIVE, false},
      {"She denies it.", "denies", "deny", ACT_DENIAL, POLARITY_NEGATIVE, false},
      {"She did not confirm it.", "confirm", "confirm", ACT_CONFIRMATION, POLARITY_NEGATIVE, true},
      {"She didn’t deny it.", "deny", "deny", ACT_DENIAL, POLARITY_POSITIVE, true},
      {"She refused to say it.", "say", "say", ACT_ASSERTION, POLARITY_NEGATIVE, true},
      {"She warned it.", "warned", "warn", ACT_WARNING, POLARITY_NEGATIVE, false},
      {"She vowed it.", "vowed", "vow", ACT_PROMISE, POLARITY_POSITIVE, false},
      {"She praised it.", "praised", "praise", ACT_PRAISE, POLARITY_POSITIVE, false},
      {"She accused it.", "accused", "accuse", ACT_ACCUSATION, POLARITY_NEGATIVE, false},
      {"She asked it.", "asked", "ask", ACT_QUESTION, POLARITY_POSITIVE, false},
      {"She yodelled it.", "yodelled", "yodelled", ACT_ASSERTION, POLARITY_POSITIVE, false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const Statement s = cue_of(cases[i].sentence, cases[i].cue);
    assert_true(slice_equal(s.lemma, slice(cases[i].lemma)));
    assert_int_equal(s.act, cases[i].act);
    assert_int_equal(s.polarity, cases[i].polarity);
    assert_int_equal(s.negated, cases[i].negated);
  }
}

static void content_is_cut_to_what_was_said(void** state) {
  (void)state;
  Case c = case_of("“It is over,” Jo Weil said. She added that talks, which failed, had “begun”.");
  case_name(&c, "Jo Weil", NAME_PERSON);
  case_cue(&c, "Jo Weil", "said", "It is over,");
  case_cue(&c, "She", "added", "that talks, which failed, had “begun");
  case_refers("Jo Weil", 3);
  case_find(&c);
  assert_int_equal(c.facts.statement_count, 2);
  const Statement* s = c.facts.statements;
  said(text_slice(&c.doc.text, s[0].content[0]), "“It is over,”");
  assert_int_equal(s[0].mode, MODE_DIRECT);
  said(text_slice(&c.doc.text, s[1].content[0]), "talks, which failed, had “begun”");
  assert_int_equal(s[1].mode, MODE_MIXED);
  case_free(&c);
}

static void a_quotation_goes_on_without_a_new_cue(void** state) {
  (void)state;
  Case c = case_of("“We will not sell the port,” Jo Weil said. “Not one single quay is for sale.\n\n"
                   "“The port has always been ours.”\n\n“WALLACE: Who are you to say so?”");
  case_name(&c, "Jo Weil", NAME_PERSON);
  case_cue(&c, "Jo Weil", "said", "We will not sell the port,");
  case_find(&c);
  assert_int_equal(c.facts.statement_count, 1);
  const Statement* s = c.facts.statements;
  assert_int_equal(s->content_count, 3);
  said(text_slice(&c.doc.text, s->content[1]), "“Not one single quay is for sale.");
  said(text_slice(&c.doc.text, s->content[2]), "“The port has always been ours.”");
  case_free(&c);
}

static void speakers_are_named_unnamed_or_several(void** state) {
  (void)state;
  Case c = case_of("White House spokesman Sean Spicer said A one. A spokesman for President Duterte said B two. "
                   "Merkel and Macron said C three. Democrats said D four. US Ambassador to Germany Richard Grenell said E five. "
                   "The Russian government said F six.");
  case_name(&c, "White House", NAME_ORGANIZATION);
  case_name(&c, "Sean Spicer", NAME_PERSON);
  case_name(&c, "Duterte", NAME_PERSON);
  case_name(&c, "Merkel", NAME_PERSON);
  case_name(&c, "Macron", NAME_PERSON);
  case_name(&c, "US", NAME_PLACE);
  case_name(&c, "Germany", NAME_PLACE);
  case_name(&c, "Richard Grenell", NAME_PERSON);
  case_cue(&c, "White House spokesman Sean Spicer", "said", "A one");
  case_cue(&c, "A spokesman for President Duterte", "said", "B two");
  case_cue(&c, "Merkel and Macron", "said", "C three");
  case_cue(&c, "Democrats", "said", "D four");
  case_cue(&c, "US Ambassador to Germany Richard Grenell", "said", "E five");
  case_cue(&c, "The Russian government", "said", "F six");
  case_find(&c);
  assert_int_equal(c.facts.statement_count, 7);
  const Statement* s = c.facts.statements;
  assert_int_equal(s[0].speaker, case_entity(&c, "Sean Spicer"));
  assert_int_equal(s[1].speaker, NO_ENTITY);
  said(s[1].unnamed, "A spokesman for President Duterte");
  assert_int_equal(s[2].speaker, case_entity(&c, "Merkel"));
  assert_int_equal(s[3].speaker, case_entity(&c, "Macron"));
  said(c.facts.entities[s[4].speaker].name, "Democratic Party");
  assert_int_equal(s[5].speaker, case_entity(&c, "Richard Grenell"));
  said(c.facts.entities[s[6].speaker].name, "Russia");
  case_free(&c);
}

static void pronouns_obey_gender_and_stay_open_when_unsure(void** state) {
  (void)state;
  const char* text = "Ana Brandt met Viktor Halas. She said it rained.";
  for (int sure = 0; sure < 3; sure++) {
    Case c = case_of(text);
    case_name(&c, "Ana Brandt", NAME_PERSON);
    case_name(&c, "Viktor Halas", NAME_PERSON);
    case_cue(&c, "She", "said", "it rained");
    case_refers(sure == 1 ? "Viktor Halas" : "Ana Brandt", sure ? 4 : -5);
    case_find(&c);
    assert_int_equal(c.facts.statement_count, 1);
    assert_int_equal(c.facts.statements[0].speaker, sure == 2 ? 0 : NO_ENTITY); // "she" is no Viktor
    case_free(&c);
  }
}

static void what_cannot_be_seen_is_seen_through(void** state) {
  (void)state;
  Arena       arena = {0};
  const Text  text  = text_make(&arena, "The min\xC2\xADister\xE2\x80\x8B left.", strlen("The min\xC2\xADister\xE2\x80\x8B left."));
  const Words words = words_of(&arena, &text);
  assert_int_equal(words.n, 4);
  assert_true(slice_equal(words.items[1].folded, SLICE("minister")));
  assert_int_equal(words.items[1].span.begin, 4); // with the marks: the text is kept as it is
  assert_int_equal(words.items[1].span.end, 14);
  arena_free(&arena);
}

static void days_are_reckoned_from_the_article(void** state) {
  (void)state;
  static const char* const cases[][2] = {{"She said on Saturday it.", "2031-03-01"}, {"She said yesterday it.", "2031-03-01"},
                                         {"She said Sunday it.", "2031-03-02"},      {"She said Monday it.", "2031-02-24"}};
  for (size_t i = 0; i < 4; i++) {
    Case c = case_of(cases[i][0]);
    c.doc.published = "2031-03-02T08:00:00Z";
    case_cue(&c, "She", "said", "it");
    case_find(&c);
    assert_string_equal(c.facts.statements[0].said_on, cases[i][1]);
    case_free(&c);
  }
  Case c = case_of("She said on Saturday it.");
  case_cue(&c, "She", "said", "it");
  case_find(&c);
  assert_null(c.facts.statements[0].said_on); // undated article
  case_free(&c);
}

static void a_statement_takes_the_time_that_is_its_own(void** state) {
  (void)state;
  static const struct {
    const char *text, *source, *cue, *content, *day;
  } cases[] = {
      {"Weil told reporters in the capital on Monday it was over.", "Weil", "told", "it was over", "2031-03-03"},
      {"On Monday, Weil said it was over.", "Weil", "said", "it was over", "2031-03-03"},
      {"Weil on Monday said it was over.", "Weil", "said", "it was over", "2031-03-03"},
      {"\"It is over,\" said Weil on Monday.", "Weil", "said", "\"It is over,\"", "2031-03-03"},
      {"Weil said in January it was over.", "Weil", "said", "it was over", "2031-01"},
      {"Weil said last year it was over.", "Weil", "said", "it was over", "2030"},
      // the time of what was said, of another's deed, of what is to come
      {"Weil said talks would begin on Thursday.", "Weil", "said", "talks would begin on Thursday", NULL},
      {"Weil, elected in 2004, said it was over.", "Weil", "said", "it was over", NULL},
      {"Weil will say on Thursday it is over.", "Weil", "say", "it is over", NULL},
      {"Weil said, two days after the vote on Sunday, it was over.", "Weil", "said", "it was over", NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Case c          = case_of(cases[i].text);
    c.doc.published = "2031-03-04";
    case_cue(&c, cases[i].source, cases[i].cue, cases[i].content);
    case_find(&c);
    assert_int_equal(c.facts.statement_count, 1);
    const char* day = c.facts.statements[0].said_on;
    if (!day != !cases[i].day || (day && strcmp(day, cases[i].day)))
      print_error("%s: %s, not %s\n", cases[i].text, day ? day : "no day", cases[i].day ? cases[i].day : "none"), assert_true(false);
    case_free(&c);
  }
}

static void a_role_takes_the_time_that_is_its_own(void** state) {
  (void)state;
  static const struct {
    const char *text, *from, *to;
    Tenure      tenure;
  } cases[] = {
      {"Ana Brandt has been finance minister since 2029.", "2029", NULL, TENURE_CURRENT},
      {"Ana Brandt was finance minister from 1998 to 2004.", "1998", "2004", TENURE_FORMER},
      {"Ana Brandt, finance minister (1998-2004), agreed.", "1998", "2004", TENURE_FORMER},
      {"Ana Brandt, finance minister between May 2003 and June 2004, agreed.", "2003-05", "2004-06", TENURE_FORMER},
      {"Ana Brandt was finance minister until last month.", NULL, "2031-02", TENURE_FORMER},
      {"Ana Brandt became finance minister in January.", "2031-01", NULL, TENURE_CURRENT},
      {"In 2029, Ana Brandt became finance minister.", "2029", NULL, TENURE_CURRENT},
      {"Ana Brandt resigned as finance minister on Monday.", NULL, "2031-03-03", TENURE_FORMER},
      {"Ana Brandt was never appointed finance minister in 2029.", NULL, NULL, TENURE_CURRENT},
      {"Ana Brandt met the finance minister in 2029.", NULL, NULL, TENURE_CURRENT},
      {"Ana Brandt, finance minister, said in 2029 it was over.", NULL, NULL, TENURE_CURRENT},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Case c          = case_of(cases[i].text);
    c.doc.published = "2031-03-04";
    case_name(&c, "Ana Brandt", NAME_PERSON);
    case_role(&c, "finance minister", "Ana Brandt", NULL, TENURE_CURRENT);
    case_find(&c);
    const Role* role = c.facts.role_count ? &c.facts.roles[0] : &(Role){.tenure = cases[i].tenure};
    const char *from = role->from ? role->from : "-", *to = role->to ? role->to : "-";
    if (strcmp(from, cases[i].from ? cases[i].from : "-") || strcmp(to, cases[i].to ? cases[i].to : "-") || role->tenure != cases[i].tenure)
      print_error("%s: from %s to %s, tenure %d\n", cases[i].text, from, to, role->tenure), assert_true(false);
    case_free(&c);
  }
}

static void the_record_is_one_line_of_json(void** state) {
  (void)state;
  Case c = case_of("Jo Weil said it rained.");
  case_name(&c, "Jo Weil", NAME_PERSON);
  case_cue(&c, "Jo Weil", "said", "it rained");
  case_find(&c);
  Buffer out = {0};
  facts_write_json(&c.doc, &c.facts, &(FactsOutput){0}, &out);
  assert_string_equal(out.bytes,
                      "{\"doc\": \"file:///a.txt\", \"sha256\": \"\", \"title\": null, \"published\": null, \"publisher\": null, "
                      "\"language\": \"en\", \"entities\": [{\"id\": \"e1\", \"type\": \"Person\", \"name\": \"Jo Weil\", \"names\": "
                      "[\"Jo Weil\"]}], \"mentions\": [{\"span\": [0, 7], \"entity\": \"e1\", \"kind\": \"name\", \"score\": 0.900}], "
                      "\"roles\": [], \"statements\": [{\"speaker\": \"e1\", \"source\": [[0, 7]], \"cue\": [[8, 12]], \"content\": "
                      "[[13, 22]], \"lemma\": \"say\", \"act\": \"Assertion\", \"mode\": \"Indirect\", \"polarity\": \"Positive\", "
                      "\"said_on\": null, \"rule\": \"say.model\", \"score\": 0.615}]}\n");
  buffer_free(&out);
  case_free(&c);
}

static void nothing_gives_nothing(void** state) {
  (void)state;
  Case c = case_of("");
  case_find(&c);
  assert_int_equal(c.facts.entity_count + c.facts.role_count + c.facts.statement_count + c.facts.mention_count, 0);
  case_free(&c);
}

static void ten_thousand_names_and_spans_at_the_edges(void** state) {
  (void)state;
  enum { MANY = 10000 };
  Buffer text = {0};
  for (int i = 0; i < MANY; i++) buffer_printf(&text, "Ana%d Brandt%d ", i, i % 500);
  buffer_puts(&text, "“");
  Case         c     = case_of(text.bytes);
  NameMention* names = xcalloc(MANY, sizeof *names);
  CueMention*  cues  = xcalloc(MANY, sizeof *cues);
  Link*        sources = xcalloc(MANY, sizeof *sources);
  Link         end[] = {{{c.doc.text.length - 1, c.doc.text.length + 9}, 0.9f}};
  uint32_t     at    = 0;
  for (int i = 0; i < MANY; i++) {
    char name[40];
    snprintf(name, sizeof name, "Ana%d Brandt%d ", i, i % 500);
    names[i] = (NameMention){{at, at + (uint32_t)strlen(name)}, i % 3 ? NAME_PERSON : NAME_ORGANIZATION, 0.9f};
    sources[i] = (Link){{at, at + 6}, 0.9f};
    cues[i]    = (CueMention){{at, at + 3}, CUE_SPEECH, 0.9f, {&sources[i], 1}, {end, 1}};
    at += (uint32_t)strlen(name);
  }
  c.doc.paragraphs    = c.paragraphs;
  c.reading.names     = names;
  c.reading.name_count = MANY;
  c.reading.cues      = cues;
  c.reading.cue_count = 1;
  facts_find(&c.doc, &c.reading, &c.arena, &c.facts);
  assert_true(c.facts.mention_count >= MANY / 2);
  assert_int_equal(c.facts.statement_count, 0); // content without a word
  free(names);
  free(cues);
  free(sources);
  buffer_free(&text);
  case_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spellings_of_one_person_meet),
      cmocka_unit_test(a_family_name_goes_to_who_was_named_first_unless_a_title_says_otherwise),
      cmocka_unit_test(given_names_agree_by_initial_and_short_form),
      cmocka_unit_test(organizations_meet_by_initials_and_short_forms),
      cmocka_unit_test(a_country_is_one_node_by_all_its_names),
      cmocka_unit_test(a_demonym_makes_its_country_when_a_role_needs_it),
      cmocka_unit_test(an_occupation_is_not_held_for_a_country),
      cmocka_unit_test(a_role_is_cut_to_its_noun),
      cmocka_unit_test(whom_a_role_is_held_for_does_not_hold_it),
      cmocka_unit_test(an_organization_of_another_sentence_gives_no_role),
      cmocka_unit_test(affiliations_stand_beside_names),
      cmocka_unit_test(cues_have_lemma_act_and_polarity),
      cmocka_unit_test(content_is_cut_to_what_was_said),
      cmocka_unit_test(a_quotation_goes_on_without_a_new_cue),
      cmocka_unit_test(speakers_are_named_unnamed_or_several),
      cmocka_unit_test(pronouns_obey_gender_and_stay_open_when_unsure),
      cmocka_unit_test(days_are_reckoned_from_the_article),
      cmocka_unit_test(what_cannot_be_seen_is_seen_through),
      cmocka_unit_test(a_statement_takes_the_time_that_is_its_own),
      cmocka_unit_test(a_role_takes_the_time_that_is_its_own),
      cmocka_unit_test(the_record_is_one_line_of_json),
      cmocka_unit_test(nothing_gives_nothing),
      cmocka_unit_test(ten_thousand_names_and_spans_at_the_edges),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

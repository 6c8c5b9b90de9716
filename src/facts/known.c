/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The table settles a name's kind only where all that bear the name are of one kind, and only against the model where
 * words enough stand for it: a single word ("Jordan", "Kellogg") may be somebody's family name that no table has. */
#include "facts/known.h"

#include "knowledge/agree.h"

#include <string.h>

void known_retype(const Article* a, NameItem* item) {
  if (!a->known) return;
  const Slice text  = text_slice(a->text, item->span);
  const bool  alone = item->to - item->from < 2;
  NameType    kind;
  if (!known_kind(a->known, text, &kind) || kind == item->type) return;
  if (alone && !(kind == NAME_ORGANIZATION && (item->type == NAME_PLACE || known_is_letters(text)))) return;
  item->type = kind;
}

static bool is_named(const Facts* f, Slice name) {
  for (size_t i = 0; i < f->entity_count; i++)
    for (size_t k = 0; k < f->entities[i].name_count; k++)
      if (slice_equal(f->entities[i].names[k], name)) return true;
  return false;
}

/// Whether letters are all that the article calls it.
static bool is_letters_only(const Entity* e) {
  for (size_t k = 0; k < e->name_count; k++)
    if (!known_is_letters(e->names[k])) return false;
  return e->name_count > 0;
}

void known_expand(Article* a) {
  for (size_t i = 0; i < a->facts->entity_count; i++) {
    Entity*    e = &a->facts->entities[i];
    KnownEntry found[KNOWN_NAMESAKES];
    if (e->type != NAME_ORGANIZATION || a->info[i].canonical.len || !is_letters_only(e)) continue;
    if (known_find(a->known, e->name, found) != 1 || known_type(found[0]) != NAME_ORGANIZATION) continue;
    const Slice full = slice(known_name(found[0]));
    if (known_is_letters(full) || is_named(a->facts, full)) continue;
    Slice* names = arena_array(a->arena, Slice, e->name_count + 1);
    names[0]     = (Slice){arena_copy(a->arena, full.ptr, full.len), full.len};
    memcpy(names + 1, e->names, e->name_count * sizeof *names);
    e->names = names;
    e->name  = names[0];
    e->name_count++;
  }
}

/// The roles of one person as the article tells of them; `*of` are their places in facts->roles.
static size_t told_of(const Article* a, int person, Told* told, size_t* of) {
  const Facts* f = a->facts;
  size_t       n = 0;
  for (size_t i = 0; i < f->role_count; i++) {
    const Role* r = &f->roles[i];
    if (r->person != person || !r->role.len) continue;
    if (r->organization != NO_ENTITY && f->entities[r->organization].type == NAME_PERSON) continue;
    of[n]     = i;
    told[n++] = (Told){r->role, r->organization == NO_ENTITY ? SLICE("") : f->entities[r->organization].name, r->tenure, r->from, r->to};
  }
  return n;
}

static void complete(Article* a, const Asked* asked, const Agreed* agreed, const size_t* of) {
  Facts* f = a->facts;
  for (size_t i = 0; i < asked->told_count; i++) {
    KnownOffice office;
    if (!known_complete(asked, agreed, &asked->told[i], &office)) continue;
    const Slice where = known_first(office.organization);
    *arena_push(a->arena, f->inferences, f->inference_count, a->inference_cap) =
        (Inference){of[i], (Slice){arena_copy(a->arena, where.ptr, where.len), where.len},
                    arena_printf(a->arena, "%s", office.from), arena_printf(a->arena, "%s", office.to),
                    arena_printf(a->arena, "%s", known_source(agreed->entry))};
  }
}

void known_link(Article* a) {
  if (!a->known) return;
  Facts*      f    = a->facts;
  Told*       told = arena_array(a->arena, Told, f->role_count + 1);
  size_t*     of   = arena_array(a->arena, size_t, f->role_count + 1);
  const char* date = a->doc->published ? arena_printf(a->arena, "%.10s", a->doc->published) : NULL;
  for (size_t i = 0; i < f->entity_count; i++) {
    Entity*     e     = &f->entities[i];
    const Asked asked = {.type = e->type, .names = e->names, .name_count = e->name_count, .told = told, .date = date,
                         .told_count = e->type == NAME_PERSON ? told_of(a, (int)i, told, of) : 0};
    Agreed      agreed;
    known_agree(a->known, &asked, &agreed);
    if (!agreed.found) continue;
    e->wikidata = known_wikidata(agreed.entry);
    complete(a, &asked, &agreed, of);
  }
}

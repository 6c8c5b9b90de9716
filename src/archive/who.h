/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Who is who over all articles: one node for one person, however many names and articles there are.
 *
 * An article is read with nodes made from names alone (id:bob-smith). Its people are decided together with others of
 * their block (identity/decide.h), and its quads are written with the nodes that came out. Only blocks that an article
 * touches are decided, only articles that this moves are written.
 *
 *     Who who;
 *     TRY(who_begin(&who, store, base));
 *     TRY(who_leave(&who, old));                     // before the quads of an article go
 *     TRY(who_enter(&who, article, quads, n));       // after they came, as read
 *     TRY(who_settle(&who));
 *     who_end(&who);
 *
 * docs/identity.md has the whole plan. Calls belong inside one write transaction. */
#ifndef ONRECORD_ARCHIVE_WHO_H
#define ONRECORD_ARCHIVE_WHO_H

#include "archive/register.h"
#include "archive/turns.h"
#include "base/map.h"
#include "identity/judgements.h"

#define JUDGEMENTS_NOTE "judgements"

/// An article whose person stands under another node than it was read with.
typedef struct {
  Slice  article, read, now;
  size_t turn; ///< Of several for one node the last holds
} Move;

/// A person of an article that has just come.
typedef struct {
  Slice article;
  Place place;
} Fresh;

/// A profile that came, changed or went.
typedef struct {
  Slice block, profile;
} Touched;

/// A node that a judgement names, and the blocks in which its name may stand.
typedef struct {
  Slice node, stem; ///< `stem` without its suffix "-9f2c01ab"; empty where it has none
  Slice blocks[4]; ///< Their first digits
  Slice near[2];   ///< ... of a person's initials
  bool  own;        ///< One article's own: ARTICLE#weil
} Operand;

typedef struct {
  Operand a, b;
  const Judgement* judged;
  bool             woken; ///< What it speaks of came, went, or is judged anew
} Operands;

/// An article that is written once it is decided.
typedef struct {
  Slice  article;
  Quad*  quads;
  size_t n;
} Unwritten;

typedef struct {
  Store*      store;
  const char* base;
  const Known* known;   ///< Set behind who_begin(); NULL: nothing
  Arena       arena;
  Judgements  judgements;
  Operands*   operands; ///< One per judgement
  Map         blocks;   ///< To be decided: some of TOUCH_WHOLE, TOUCH_DONE
  Touched*    touched;
  size_t      touched_count, touched_cap;
  bool        anew;     ///< Nothing that was decided before holds
  Move*       moves;
  size_t      move_count, move_cap;
  Map         moved;    ///< Articles that were written
  Unwritten   unwritten;
  Turns       turns;    ///< What changes of it by deciding is looked at in the end
  Fresh*      fresh;
  size_t      fresh_count, fresh_cap;
} Who;

/// ERR_INPUT where an earlier program kept the register in another way.
Status who_begin(Who* who, Store* store, const char* base);
void   who_end(Who* who);

/// An article's quads, as read; who_settle() writes them. They must stay until then.
Status who_enter(Who* who, Term article, Quad* quads, size_t n);
Status who_leave(Who* who, Term article);
Status who_settle(Who* who);

/// Other tables (who->known) may tell otherwise who an article's people are: where they do, it leaves and enters.
Status who_renew(Who* who, Term article);

/// Decide every block anew.
Status who_all(Who* who);
/// The view graph was taken away: forget what blocks have put there.
Status who_forget_view(Who* who);

/// Take up another table of judgements: what it changes is decided.
Status who_judge(Who* who, Slice text);

// --- between who.c, settle.c and rewrite.c --------------------------------------------------------------------------

Status settle_block(Who* who, Slice block);
/// Take back what the notes with this prefix (of who/b/BLOCK/v) have put into the view graph.
Status settle_silence(Who* who, const char* prefix);

/// Whether all of a block must be decided, of which the seeds end with `last`.
bool who_is_whole(const Who* who, Slice block, Slice last);
/// A name in full that initials or letters in this block may follow has changed.
Status who_touch_takers(Who* who, Slice block);

Status rewrite_article(Who* who, Slice article, const Move* moves, size_t n);
/// The article's quads as they were read, in the arena.
Status rewrite_read(Who* who, Slice article, Arena* arena, Quad** quads, size_t* n);
/// Forget what rewriting has kept of an article.
Status rewrite_forget(Who* who, Slice article_hash);

Slice article_hash(Arena* arena, Slice article);
void  who_move(Who* who, Slice article, Slice read, Slice now);

/// Everything made of a node that a judgement names.
void operand_of(Arena* arena, const char* base, Slice node, Operand* operand);

#endif

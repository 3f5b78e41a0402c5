/* SPDX-License-Identifier: MIT */
#include "cmd/report_credits.h"

#include "core/git/git.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED = 6 }; /* so many kinds are told one by one */

struct kind {
	const char *name;
	size_t count;
};

struct kinds {
	struct kind *kind;
	size_t count, capacity, total;
};

static void add_kind(struct arena *arena, struct kinds *kinds, const char *name)
{
	size_t at = 0;

	while (at < kinds->count && strcmp(kinds->kind[at].name, name) != 0)
		at++;
	if (at == kinds->count) {
		kinds->kind = arena_grow(
		        arena, kinds->kind, kinds->count, &kinds->capacity, sizeof *kinds->kind);
		kinds->kind[kinds->count++] = (struct kind){name, 0};
	}
	kinds->kind[at].count++;
	kinds->total++;
}

static int by_count(const void *left, const void *right)
{
	const struct kind *a = left, *b = right;

	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	return strcmp(a->name, b->name);
}

/* "reviewed-by" as it is usually written. */
static const char *trailer_text(struct arena *arena, const char *word)
{
	char *text = arena_string(arena, word, strlen(word));

	if (strchr(text, '-') && *text >= 'a' && *text <= 'z')
		*text = (char)(*text - 'a' + 'A');
	return text;
}

static void add_kinds(struct buf *text, struct arena *arena, struct kinds *kinds)
{
	size_t rest = 0;

	qsort(kinds->kind, kinds->count, sizeof *kinds->kind, by_count);
	for (size_t i = 0; i < kinds->count; i++) {
		if (i < NAMED)
			buf_print(text, "%s%zu %s", i ? ", " : "", kinds->kind[i].count,
			        trailer_text(arena, kinds->kind[i].name));
		else
			rest += kinds->kind[i].count;
	}
	if (rest)
		buf_print(text, ", %zu of other kinds", rest);
}

static void count_kinds(struct arena *arena, const struct account *account, struct kinds *scored,
        struct kinds *unscored)
{
	const struct evidence *evidence = &account->evidence;

	for (size_t i = 0; i < evidence->item_count; i++) {
		const struct evidence_item *item = &evidence->item[i];
		if (item->day > account->input.at)
			continue;
		if (item->reason == EVIDENCE_COUNTS)
			add_kind(arena, scored, item->kind);
		else if (item->reason == EVIDENCE_UNSCORED)
			add_kind(arena, unscored, item->kind);
	}
}

/* A word that is one letter or so from an acknowledgement is none, and whoever wrote it meant it.
 */
static void talk_slips(struct context *context, const struct evidence *evidence)
{
	struct buf text = BUF_INIT;
	size_t told = 0;

	for (size_t i = 0; i < evidence->word_count && told < NAMED; i++) {
		const struct evidence_word *word = &evidence->word[i];
		if (!word->nearest)
			continue;
		buf_print(&text, "%s'%s' (%" PRIu32 " time%s, for %s?)", told++ ? ", " : "",
		        trailer_text(context->arena, word->word), word->lines,
		        word->lines == 1 ? "" : "s", trailer_text(context->arena, word->nearest));
	}
	if (told && git_config_bool(context_config(context), "advice.moot", true))
		talk_hint("not scored, and perhaps slips of the pen: %s", text.data);
	buf_release(&text);
}

void report_credits(struct context *context, const struct account *account)
{
	struct kinds scored = {NULL, 0, 0, 0}, unscored = {NULL, 0, 0, 0};
	uint32_t commits = account->group.history.count;
	struct buf text = BUF_INIT;

	count_kinds(context->arena, account, &scored, &unscored);
	buf_print(&text, "%zu acknowledgement%s in %" PRIu32 " commit%s", scored.total,
	        scored.total == 1 ? "" : "s", commits, commits == 1 ? "" : "s");
	if (scored.total) {
		buf_puts(&text, ": ");
		add_kinds(&text, context->arena, &scored);
	}
	if (unscored.total) {
		buf_puts(&text, "; shown, not scored: ");
		add_kinds(&text, context->arena, &unscored);
	}
	buf_puts(&text, ". The voices are whoever wrote in the last two years, which nobody agreed "
	                "to (unproven).");
	out_fold(context->out, 0, text.data);
	buf_release(&text);
	talk_slips(context, &account->evidence);
}

/* SPDX-License-Identifier: MIT */
#include "cmd/report_entry.h"

#include "core/history/link.h"

#include <stdio.h>
#include <string.h>

enum { LISTED_MAX = 12 };

struct listing {
	const char *name[LISTED_MAX];
	size_t count, total;
};

static void list(struct listing *listing, const char *name)
{
	listing->total++;
	for (size_t i = 0; i < listing->count; i++)
		if (!strcmp(listing->name[i], name))
			return;
	if (listing->count < LISTED_MAX)
		listing->name[listing->count++] = name;
}

static const char *handle_of(const struct signal *signal)
{
	return signal->target + (signal->target[0] == '@');
}

/* A plain handle that nobody has: what is noticed is of no use. */
static bool is_nobody(const struct group *group, const struct signal *signal)
{
	if (signal->kind == SIGNAL_BUILDS_ON || signal->kind >= SIGNAL_TASK_OPEN)
		return false;
	if (signal->trailer && signal->target[0] != '@')
		return false;
	return !standing_person(&group->now, handle_of(signal));
}

/* Whose entry a link goes to, or NULL: none here. */
static const char *cited(struct context *context, const struct group *group, const char *path,
        const char *destination)
{
	struct buf target = BUF_INIT;
	const char *who = NULL;

	if (link_resolve(&target, group->root, path, destination) &&
	        !strncmp(target.data, "journals/", 9))
		who = arena_string(context->arena, target.data + 9, strcspn(target.data + 9, "/"));
	buf_release(&target);
	return who;
}

static void gather(struct context *context, const struct group *group, const char *path,
        const struct journal *journal, struct listing listing[6])
{
	for (size_t i = 0; i < journal->signal_count; i++) {
		const struct signal *signal = &journal->signal[i];
		const char *name = handle_of(signal);
		if (is_nobody(group, signal))
			continue;
		if (signal->kind == SIGNAL_BUILDS_ON)
			name = cited(context, group, path, signal->target);
		if (name)
			list(&listing[signal->kind], name);
	}
}

static void add(
        struct buf *out, struct arena *arena, const char *words, const struct listing *listing)
{
	if (listing->total)
		buf_print(out, "%s%s%s", out->len ? ", " : "", words,
		        join_names(arena, listing->name, listing->count));
}

const char *entry_noticed(
        struct context *context, const struct group *group, const struct journal *journal)
{
	struct arena *arena = context->arena;
	struct listing listing[6] = {0};
	struct listing topics = {0};
	struct buf out = BUF_INIT;

	/* any path of a journal is as deep as today's */
	gather(context, group, "journals/x/2000/x.md", journal, listing);
	if (listing[SIGNAL_THANKS].total)
		buf_print(&out, "%zu thanks (%s)", listing[SIGNAL_THANKS].total,
		        join_names(
		                arena, listing[SIGNAL_THANKS].name, listing[SIGNAL_THANKS].count));
	add(&out, arena, "builds on ", &listing[SIGNAL_BUILDS_ON]);
	add(&out, arena, "asks ", &listing[SIGNAL_ASKS]);
	add(&out, arena, "mentions ", &listing[SIGNAL_MENTION]);
	if (listing[SIGNAL_TASK_OPEN].total)
		buf_print(
		        &out, "%s%zu to do", out.len ? ", " : "", listing[SIGNAL_TASK_OPEN].total);
	if (listing[SIGNAL_TASK_DONE].total)
		buf_print(&out, "%s%zu done", out.len ? ", " : "", listing[SIGNAL_TASK_DONE].total);
	for (size_t i = 0; i < journal->entry_count; i++)
		for (size_t j = 0; j < journal->entry[i].topic_count; j++)
			list(&topics, journal->entry[i].topic[j]);
	add(&out, arena, topics.count > 1 ? "topics " : "topic ", &topics);
	const char *text = arena_string(arena, out.data, out.len);
	buf_release(&out);
	return text;
}

void entry_talk(struct context *context, const struct group *group, const char *path,
        const struct journal *journal)
{
	struct listing nobody = {0};

	(void)path;
	for (size_t i = 0; i < journal->signal_count; i++)
		if (is_nobody(group, &journal->signal[i]))
			list(&nobody, handle_of(&journal->signal[i]));
	if (!nobody.count)
		return;
	talk_hint("nobody here is called %s; moot thank 'NAME' makes an acquaintance",
	        join_names(context->arena, nobody.name, nobody.count));
}

/* --- the commit --- */

int entry_commit(struct context *context, struct group *group, struct draft *draft,
        const char *text, bool dry_run, bool *committed, struct error *err)
{
	struct oid id;

	if (!session_commit(context, group, draft, dry_run, &id, committed, err))
		return 0;
	if (text && !*draft->body)
		session_keep_text(context, text);
	return -1;
}

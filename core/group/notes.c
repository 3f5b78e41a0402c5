/* SPDX-License-Identifier: MIT */
#include "core/group/notes.h"

#include "formats/date.h"
#include "formats/journal.h"

#include <stdlib.h>
#include <string.h>

enum { NOTES_DAYS = 366 };

struct noting {
	struct notes *out;
	struct arena *arena;
	const struct group *group;
	struct paths *paths;
	struct thanks thanks; /* none: only topics are looked at */
};

/* The newest commit of the first parents' line that is not of a later day; HISTORY_NONE: none. */
static uint32_t commit_on(const struct group *group, struct arena *arena, int32_t day)
{
	const struct history *history = &group->history;
	bool *line = history_first_parents(history, arena);

	for (uint32_t i = history->count; i-- > 0;)
		if (line[i] && history->commit[i].day <= day)
			return i;
	return HISTORY_NONE;
}

/* Some journals have a day in their name only. */
static int32_t day_of_path(const char *path)
{
	const char *name = strrchr(path, '/');
	struct error ignored = ERROR_INIT;
	int32_t day;

	name = name ? name + 1 : path;
	if (strlen(name) < 10 || day_parse(&day, name, 10, &ignored))
		return DAY_NONE;
	return day;
}

static bool is_named(const struct group *group, const char *path)
{
	const struct ledger *ledger = &group->ledger;

	for (size_t i = 0; i < ledger->negotiation_count; i++) {
		const struct negotiation *negotiation = ledger->negotiation[i];
		if (negotiation->void_reason || negotiation->opened > group->day)
			continue;
		if (strstr(negotiation->proposal, path))
			return true;
		for (size_t j = 0; j < negotiation->facts.seen_count; j++)
			if (!strcmp(negotiation->facts.seen[j], path))
				return true;
	}
	return false;
}

static bool has_topic(const struct journal_entry *entry, const char *topic)
{
	for (size_t i = 0; i < entry->topic_count; i++)
		if (!strcmp(entry->topic[i], topic))
			return true;
	return false;
}

/* Settled at its own foot, or at that of a later entry of the file. */
static bool is_settled(const struct journal *journal, size_t number)
{
	for (size_t i = number; i < journal->entry_count; i++)
		if (journal->entry[i].settled)
			return true;
	return false;
}

static void add(struct noting *noting, const struct note *note)
{
	struct notes *out = noting->out;

	out->item =
	        arena_grow(noting->arena, out->item, out->count, &out->capacity, sizeof *out->item);
	out->item[out->count++] = *note;
}

static void read_journal(struct noting *noting, const char *path, const char *text, size_t len)
{
	struct journal journal;
	const char *who = path + strlen("journals/");
	const char *slash = strchr(who, '/');
	bool named = is_named(noting->group, path);

	if (!slash)
		return;
	who = arena_string(noting->arena, who, (size_t)(slash - who));
	journal_parse(&journal, noting->arena, text, len, &noting->thanks);
	for (size_t i = 0; i < journal.entry_count; i++) {
		const struct journal_entry *entry = &journal.entry[i];
		bool tension = has_topic(entry, "tension");
		if (!tension && !has_topic(entry, "feedback"))
			continue;
		add(noting, &(struct note){
		                    .kind = tension ? NOTE_TENSION : NOTE_FEEDBACK,
		                    .who = who,
		                    .path = path,
		                    .line = entry->line,
		                    .day = entry->day != JOURNAL_NO_DAY ? entry->day
		                                                        : day_of_path(path),
		                    .title = entry->title,
		                    .topic = entry->topic,
		                    .topic_count = entry->topic_count,
		                    .answered = named || is_settled(&journal, i),
		            });
	}
}

/* Most journals say neither, and need not be taken apart. */
static bool may_note(const char *text, size_t len)
{
	for (const char *at = text; (at = memchr(at, '#', len - (size_t)(at - text))); at++)
		if (!strncasecmp(at + 1, "tension", strlen("tension")) ||
		        !strncasecmp(at + 1, "feedback", strlen("feedback")))
			return true;
	return false;
}

static int look_at_changes(void *context, uint32_t commit, uint32_t parent,
        const struct change *change, size_t count, struct error *err)
{
	struct noting *noting = context;

	(void)commit;
	(void)parent;
	for (size_t i = 0; i < count; i++) {
		struct object object = OBJECT_INIT;
		if (change[i].class != PATH_JOURNAL || oid_is_zero(&change[i].after))
			continue;
		if (repo_blob(noting->group->repo, &change[i].after, GOVERNED_MAX, &object, err))
			return -1;
		if (object.data && may_note((const char *)object.data, object.len))
			read_journal(noting, noting->paths->entry[change[i].path].text,
			        (const char *)object.data, object.len);
		object_release(&object);
	}
	return 0;
}

static int by_path(const void *left, const void *right)
{
	const struct note *a = left, *b = right;
	int order = strcmp(a->path, b->path);

	return order ? order : (a->line > b->line) - (a->line < b->line);
}

int notes_read(struct notes *out, struct arena *arena, const struct group *group, struct error *err)
{
	struct paths paths = PATHS_INIT(arena);
	struct noting noting = {.out = out, .arena = arena, .group = group, .paths = &paths};
	struct changes_options options = {
	        .root = group->root ? group->root : "", .context = &noting};

	*out = (struct notes){NULL, 0, 0};
	if (!group->root || group->unborn)
		return 0;
	uint32_t now = commit_on(group, arena, group->day);
	uint32_t then = commit_on(group, arena, group->day - NOTES_DAYS);
	if (now == HISTORY_NONE)
		return 0;
	thanks_build(&noting.thanks, arena, NULL, 0);
	const struct history_commit *commit = group->history.commit;
	int status = changes_between(group->repo, then == HISTORY_NONE ? NULL : &commit[then].tree,
	        &commit[now].tree, &options, &paths, look_at_changes, err);
	if (!status && out->count)
		qsort(out->item, out->count, sizeof *out->item, by_path);
	return status;
}

bool note_is_about(const struct note *note, const struct role *role)
{
	for (size_t i = 0; i < note->topic_count; i++) {
		if (!strcmp(note->topic[i], role->name))
			return true;
		for (size_t j = 0; j < role->topic_count; j++)
			if (!strcmp(note->topic[i], role->topic[j]))
				return true;
	}
	return false;
}

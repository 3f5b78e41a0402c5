/* SPDX-License-Identifier: MIT */
#include "core/rules/duty.h"

#include "core/rules/force.h"
#include "formats/journal.h"

#include <string.h>

struct looking {
	const struct moment *moment;
	const struct role *role;
	const char *folder; /* "journals/ana/" */
	struct arena *arena;
	struct paths *paths;
	struct thanks thanks; /* none: only topics are asked for */
	bool landed;
};

/* The first day of the terms that lead up to today without a gap. */
static int32_t held_since(const struct moment *moment, const struct role *role, const char *handle)
{
	int32_t since = moment->day;
	bool earlier = true;

	for (size_t steps = 0; earlier && steps <= role->holder_count; steps++) {
		earlier = false;
		for (size_t i = 0; i < role->holder_count; i++) {
			const struct term *term = &role->holder[i].term;
			struct moment then = *moment;
			then.day = term->until < moment->day ? term->until : moment->day;
			if (strcmp(role->holder[i].handle, handle) != 0 || term->from == DAY_NONE ||
			        term->from >= since || term->until < since - 1 ||
			        holder_force(&then, role, &role->holder[i]) != FORCE_YES)
				continue;
			since = term->from;
			earlier = true;
		}
	}
	return since;
}

static int read_journal(const struct looking *looking, const struct oid *blob, struct journal *out,
        struct error *err)
{
	struct object object = OBJECT_INIT;

	*out = (struct journal){.entry_count = 0};
	if (oid_is_zero(blob))
		return 0;
	if (repo_blob(looking->moment->ledger->repo, blob, JOURNAL_MAX, &object, err))
		return -1;
	if (object.data)
		journal_parse(out, looking->arena, (const char *)object.data, object.len,
		        &looking->thanks);
	object_release(&object);
	return 0;
}

static bool is_on_topic(const struct looking *looking, const struct sentence *sentence)
{
	for (size_t i = 0; i < sentence->topic_count; i++)
		for (size_t j = 0; j < looking->role->topic_count; j++)
			if (!strcmp(sentence->topic[i], looking->role->topic[j]))
				return true;
	return false;
}

static size_t times_said(const struct journal *journal, const struct sentence *sentence)
{
	size_t times = 0;

	for (size_t i = 0; i < journal->sentence_count; i++)
		times += journal->sentence[i].len == sentence->len &&
		         !memcmp(journal->sentence[i].text, sentence->text, sentence->len);
	return times;
}

/* Something on a topic is said that was not there, or once more than before. */
static bool says_more(
        const struct looking *looking, const struct journal *before, const struct journal *after)
{
	for (size_t i = 0; i < after->sentence_count; i++) {
		const struct sentence *sentence = &after->sentence[i];
		if (is_on_topic(looking, sentence) &&
		        times_said(after, sentence) > times_said(before, sentence))
			return true;
	}
	return false;
}

static int look_at_changes(void *context, uint32_t commit, uint32_t parent,
        const struct change *change, size_t count, struct error *err)
{
	struct looking *looking = context;

	(void)commit;
	(void)parent;
	for (size_t i = 0; i < count && !looking->landed; i++) {
		struct journal before, after;
		const char *path = looking->paths->entry[change[i].path].text;
		if (change[i].class != PATH_JOURNAL || oid_is_zero(&change[i].after) ||
		        strncmp(path, looking->folder, strlen(looking->folder)) != 0)
			continue;
		if (!looking->role->topic_count) {
			looking->landed = true;
			continue;
		}
		if (read_journal(looking, &change[i].before, &before, err) ||
		        read_journal(looking, &change[i].after, &after, err))
			return -1;
		looking->landed = says_more(looking, &before, &after);
	}
	return 0;
}

static void look_at_commit(struct looking *looking, uint32_t commit)
{
	const struct ledger *ledger = looking->moment->ledger;
	const struct history *history = ledger->history;
	const struct history_commit *at = &history->commit[commit];
	const struct oid *before =
	        at->parent_count ? &history->commit[history_parents(history, commit)[0]].tree
	                         : NULL;
	struct changes_options options = {
	        .root = ledger->root ? ledger->root : "", .context = looking};
	struct error ignored = ERROR_INIT;

	/* what cannot be read is no entry */
	changes_between(ledger->repo, before, &at->tree, &options, looking->paths, look_at_changes,
	        &ignored);
}

bool duty_missed(const struct moment *moment, const struct role *role, const char *handle)
{
	const struct ledger *ledger = moment->ledger;
	const struct history *history = ledger->history;
	int32_t first = moment->day - role->duty_days;
	struct arena scratch = ARENA_INIT;
	struct paths paths = PATHS_INIT(&scratch);
	struct looking looking = {.moment = moment, .role = role, .paths = &paths};

	if (!role->duty_days || !history || held_since(moment, role, handle) >= first)
		return false;
	looking.arena = &scratch;
	looking.folder = arena_print(&scratch, "journals/%s/", handle);
	thanks_build(&looking.thanks, &scratch, NULL, 0);
	uint32_t end = moment->commit == LEDGER_TIP ? history->count : moment->commit + 1;
	for (uint32_t i = end; i-- > 0 && !looking.landed;) {
		const struct history_commit *at = &history->commit[i];
		if (at->day < first || at->day > moment->day || at->parent_count > 1 ||
		        !ledger->speaker[i] || strcmp(ledger->speaker[i], handle) != 0)
			continue;
		if (moment->commit == LEDGER_TIP || history_is_ancestor(history, i, moment->commit))
			look_at_commit(&looking, i);
	}
	arena_release(&scratch);
	return !looking.landed;
}

const char *duty_topics(struct arena *arena, const struct role *role)
{
	const char *text = role->topic_count ? role->topic[0] : "anything";

	for (size_t i = 1; i < role->topic_count; i++)
		text = arena_print(arena, "%s%s%s", text,
		        i + 1 == role->topic_count ? " or " : ", ", role->topic[i]);
	return text;
}

/* SPDX-License-Identifier: MIT */
#include "core/reputation/evidence_private.h"

#include "core/history/landing.h"

#include <stdlib.h>
#include <string.h>

static int read_credits(struct gathering *gathering, struct error *err)
{
	struct credits *credits = arena_alloc(gathering->arena, sizeof *credits);

	credits_init(credits, gathering->arena, gathering->options->trailers);
	gathering->credits = credits;
	return credits_read(credits, gathering->repo, gathering->history, err);
}

/* The person of each name in the trailers; whole names first, so that bare ones find them. */
static uint32_t *resolve_people(struct gathering *gathering)
{
	const struct credits *credits = gathering->credits;
	uint32_t *person = arena_array(gathering->arena, credits->person_count, sizeof *person);

	for (int bare = 0; bare < 2; bare++) {
		for (size_t i = 0; i < credits->person_count; i++) {
			const struct trailer_person *spoken = &credits->person[i];
			bool whole = spoken->mail_len && (spoken->name_len || spoken->handle_len);
			if (whole == !bare)
				person[i] = identity_of_person(gathering->identity, spoken);
		}
	}
	return person;
}

/* In a moot repository the subject of a commit is a sentence about its files, no area of work. */
static uint32_t area_topic(struct gathering *gathering, uint32_t commit)
{
	const struct credits *credits = gathering->credits;
	uint32_t area = credits->commit[gathering->history->commit[commit].read].area;

	if (gathering->options->root || area == CREDITS_NO_WORD)
		return 0;
	const struct paths_entry *entry = &credits->area.entry[area];
	return paths_add(&gathering->topic, entry->text, entry->len);
}

static const char *written(struct arena *arena, const struct trailer_person *spoken)
{
	if (spoken->handle_len && !spoken->mail_len)
		return arena_print(arena, "@%.*s", (int)spoken->handle_len, spoken->handle);
	if (!spoken->mail_len)
		return arena_string(arena, spoken->name, spoken->name_len);
	return arena_print(arena, "%.*s%s<%.*s>", (int)spoken->name_len, spoken->name,
	        spoken->name_len ? " " : "", (int)spoken->mail_len, spoken->mail);
}

struct trailers_state {
	struct gathering *gathering;
	const uint32_t *person; /* per name in the trailers */
	const uint8_t *units;   /* per word */
};

static void add_trailer(const struct trailers_state *state, uint32_t commit, uint32_t topic,
        const struct credit *credit)
{
	struct gathering *gathering = state->gathering;
	const struct credits *credits = gathering->credits;
	const struct credit_line *line = &credits->line[credit->line];
	uint32_t names = line->person_count ? line->person_count : 1;

	for (uint32_t i = 0; i < names; i++) {
		struct evidence_item *item = evidence_add(gathering, commit,
		        gathering->speaker[commit], credits->word.entry[line->word].text);
		item->topic = topic;
		item->text = line->text;
		item->line = credit->row;
		item->column = 1;
		item->units = state->units[line->word];
		uint32_t at = line->first_person + i;
		if (line->person_count == 0) {
			const char *value = strchr(line->text, ':');
			evidence_receive(gathering, item, IDENTITY_UNKNOWN, value + 2);
		} else if (state->person[at] < IDENTITY_LIMIT) {
			evidence_receive(gathering, item, state->person[at], NULL);
		} else {
			evidence_receive(gathering, item, state->person[at],
			        written(gathering->arena, &credits->person[at]));
		}
		if (gathering->out->journals.decision && gathering->out->journals.decision[commit])
			item->reason = EVIDENCE_DECISION;
	}
}

static void add_trailers(struct gathering *gathering)
{
	const struct credits *credits = gathering->credits;
	uint8_t *units = arena_array(gathering->arena, credits->word.count, sizeof *units);
	struct trailers_state state = {gathering, resolve_people(gathering), units};

	for (uint32_t i = 0; i < credits->word.count; i++)
		units[i] = evidence_units(gathering->options, credits->word.entry[i].text);
	for (uint32_t commit = 0; commit < gathering->history->count; commit++) {
		const struct credit_commit *said =
		        &credits->commit[gathering->history->commit[commit].read];
		uint32_t topic = said->count ? area_topic(gathering, commit) : 0;
		for (uint32_t i = 0; i < said->count; i++)
			add_trailer(&state, commit, topic, &credits->credit[said->first + i]);
	}
}

/* An author's work that came in by a merge. */
struct merged {
	uint32_t merge, author, topic, commit;
};

struct landing {
	struct gathering *gathering;
	const uint32_t *merge_of; /* per commit */
	uint8_t units;
	struct merged *merged;
	size_t count, capacity;
};

static void add_landed(const struct landing *landing, uint32_t place, uint32_t giver,
        uint32_t author, uint32_t topic, uint32_t commit)
{
	struct evidence_item *item = evidence_add(landing->gathering, place, giver, "landed");

	item->landed = commit;
	item->topic = topic;
	item->units = landing->units;
	evidence_receive(landing->gathering, item, author, NULL);
}

/* Whoever put a commit where it is acknowledges its author: the committer, else who merged it. */
static void find_landed(struct landing *landing, uint32_t commit)
{
	struct gathering *gathering = landing->gathering;
	uint32_t author = gathering->author[commit], committer = gathering->committer[commit];
	uint32_t merge = landing->merge_of[commit];

	if (gathering->history->commit[commit].parent_count > 1 || author >= IDENTITY_LIMIT)
		return;
	if (!identity_same(gathering->identity, committer, author)) {
		if (committer < IDENTITY_LIMIT)
			add_landed(landing, commit, committer, author,
			        area_topic(gathering, commit), commit);
		return;
	}
	/*
	 * In a group people push their own work and pull each other's: who merged whom, and which
	 * parent came first, is chance there, and may not change a score.
	 */
	bool merged = merge != HISTORY_NONE && !gathering->options->root;
	uint32_t giver = merged ? gathering->speaker[merge] : author;
	if (giver >= IDENTITY_LIMIT || identity_same(gathering->identity, giver, author))
		return;
	landing->merged = arena_grow(gathering->arena, landing->merged, landing->count,
	        &landing->capacity, sizeof *landing->merged);
	landing->merged[landing->count++] =
	        (struct merged){merge, author, area_topic(gathering, commit), commit};
}

static int compare_merged(const void *left, const void *right, void *context)
{
	const struct merged *a = left, *b = right;
	const struct paths *topic = context;
	int order = (a->merge > b->merge) - (a->merge < b->merge);

	if (!order)
		order = (a->author > b->author) - (a->author < b->author);
	if (!order)
		order = strcmp(topic->entry[a->topic].text, topic->entry[b->topic].text);
	return order ? order : (a->commit > b->commit) - (a->commit < b->commit);
}

static bool same_work(const struct merged *a, const struct merged *b)
{
	return a->merge == b->merge && a->author == b->author;
}

/*
 * A merge lands an author's work once, however many commits it is in: their number and dates are
 * the author's own doing.  Its topic is that of most of them.
 */
static void add_merged(struct landing *landing)
{
	struct gathering *gathering = landing->gathering;
	struct merged *merged = landing->merged;

	if (landing->count)
		qsort_r(merged, landing->count, sizeof *merged, compare_merged, &gathering->topic);
	for (size_t first = 0, end; first < landing->count; first = end) {
		size_t best = first, most = 0, same = 0;
		for (end = first; end < landing->count && same_work(&merged[first], &merged[end]);
		        end++) {
			bool again = end > first && merged[end].topic == merged[end - 1].topic;
			same = again ? same + 1 : 1;
			if (same > most) {
				most = same;
				best = end + 1 - same;
			}
		}
		const struct merged *work = &merged[best];
		add_landed(landing, work->merge, gathering->speaker[work->merge], work->author,
		        work->topic, work->commit);
	}
}

int evidence_of_commits(struct gathering *gathering, struct error *err)
{
	struct landing landing = {.gathering = gathering};

	gathering->credits = gathering->options->credits;
	if (!gathering->credits && read_credits(gathering, err) < 0)
		return -1;
	add_trailers(gathering);
	landing.units = evidence_units(gathering->options, "landed");
	landing.merge_of = landing_merges(gathering->history, gathering->arena);
	for (uint32_t commit = 0; commit < gathering->history->count; commit++)
		find_landed(&landing, commit);
	add_merged(&landing);
	return 0;
}

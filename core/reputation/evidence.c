/* SPDX-License-Identifier: MIT */
#include "core/reputation/evidence.h"

#include "core/reputation/evidence_private.h"
#include "formats/date.h"

#include <stdlib.h>
#include <string.h>

const char *evidence_void_name(enum evidence_void reason)
{
	static const char *const name[] = {
	        [EVIDENCE_COUNTS] = "",
	        [EVIDENCE_UNSCORED] = "unscored",
	        [EVIDENCE_NO_GIVER] = "no-giver",
	        [EVIDENCE_NOBODY] = "nobody",
	        [EVIDENCE_SHARED] = "shared-name",
	        [EVIDENCE_ROBOT] = "robot",
	        [EVIDENCE_SELF] = "self",
	        [EVIDENCE_FOREIGN] = "foreign",
	        [EVIDENCE_COMMITTER] = "committer",
	        [EVIDENCE_DECISION] = "decision",
	        [EVIDENCE_TWICE] = "twice",
	        [EVIDENCE_CHERRY_PICK] = "cherry-pick",
	};

	return name[reason];
}

uint8_t evidence_units(const struct evidence_options *options, const char *kind)
{
	static const struct unit_rule other[] = {
	        {"thanks", 4}, {"landed", 4}, {"builds-on", 2}, {"asks", 1}};
	const struct trailer_kind *shipped = trailer_kind_find(kind, strlen(kind));

	for (size_t i = 0; i < options->unit_count; i++) {
		const struct unit_rule *rule = &options->unit[i];
		if (strcmp(rule->word, kind) == 0)
			return (uint8_t)(rule->units < REPUTATION_UNITS_MAX ? rule->units
			                                                    : REPUTATION_UNITS_MAX);
	}
	if (options->unit)
		return 0;
	for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
		if (strcmp(other[i].word, kind) == 0)
			return (uint8_t)other[i].units;
	}
	return shipped ? shipped->units : 0;
}

/*
 * While they are gathered, items move as one when they grow; sort_items() gives them their place.
 * Until then `event` is where a sentence stood in the commit that brought it in
 * (origin_file.place).
 */
struct evidence_item *evidence_add(
        struct gathering *gathering, uint32_t commit, uint32_t giver, const char *kind)
{
	struct evidence *out = gathering->out;

	if (out->item_count == gathering->item_capacity) {
		gathering->item_capacity =
		        out->item_count ? out->item_count + out->item_count / 2 : 1024;
		out->item = memory_resize(out->item, gathering->item_capacity * sizeof *out->item);
	}
	struct evidence_item *item = &out->item[out->item_count++];
	*item = (struct evidence_item){
	        .giver = giver,
	        .kind = kind,
	        .path = "",
	        .commit = commit,
	        .landed = HISTORY_NONE,
	        .day = gathering->history->commit[commit].day,
	};
	return item;
}

void evidence_receive(struct gathering *gathering, struct evidence_item *item, uint32_t receiver,
        const char *written)
{
	item->receiver = receiver;
	item->receiver_text =
	        receiver < IDENTITY_LIMIT ? identity_name(gathering->identity, receiver) : written;
}

/* Who wrote, committed and speaks for each commit. */
static void name_commits(struct gathering *gathering)
{
	const struct history *history = gathering->history;
	const char *const *who = gathering->options->who;
	uint32_t *person = arena_array(gathering->scratch, history->ident_count, sizeof *person);

	gathering->author = arena_array(gathering->arena, history->count, sizeof *person);
	gathering->committer = arena_array(gathering->arena, history->count, sizeof *person);
	gathering->speaker = arena_array(gathering->arena, history->count, sizeof *person);
	for (uint32_t i = 0; i < history->ident_count; i++)
		person[i] = identity_of_ident(
		        gathering->identity, history->ident[i].name, history->ident[i].mail);
	for (uint32_t i = 0; i < history->count; i++) {
		const struct history_commit *commit = &history->commit[i];
		uint32_t author = person[commit->author], committer = person[commit->committer];
		uint32_t speaker = author;
		if (who) {
			speaker = who[i] ? identity_of_handle(
			                           gathering->identity, who[i], strlen(who[i]))
			                 : IDENTITY_UNKNOWN;
			committer = speaker;
		}
		gathering->author[i] = author;
		gathering->committer[i] = committer < IDENTITY_LIMIT ? committer : author;
		gathering->speaker[i] = speaker;
	}
	gathering->out->author_of = gathering->author;
	gathering->out->committer_of = gathering->committer;
	gathering->out->speaker_of = gathering->speaker;
	gathering->out->persons_before = identity_count(gathering->identity);
}

static int compare_items(const void *left, const void *right, void *context)
{
	const struct evidence_item *a = left, *b = right;
	const struct paths *topic = context;
	int order = a->path == b->path ? 0 : strcmp(a->path, b->path);

	if (!order)
		order = (a->event > b->event) - (a->event < b->event);
	/* what moved since is not asked */
	if (!order && !a->event)
		order = (a->line > b->line) - (a->line < b->line);
	if (!order && !a->event)
		order = (a->column > b->column) - (a->column < b->column);
	if (!order)
		order = a->kind == b->kind ? 0 : strcmp(a->kind, b->kind);
	if (!order)
		order = strcmp(a->receiver_text, b->receiver_text);
	if (!order)
		order = strcmp(topic->entry[a->topic].text, topic->entry[b->topic].text);
	return order ? order : (a->landed > b->landed) - (a->landed < b->landed);
}

/* By commit, then within each: most commits have few, so they are dealt out, not sorted. */
static void sort_items(struct gathering *gathering)
{
	struct evidence *out = gathering->out;
	uint32_t commits = gathering->history->count;
	size_t *start = arena_array(gathering->scratch, (size_t)commits + 1, sizeof *start);
	struct evidence_item *sorted =
	        arena_array(gathering->arena, out->item_count, sizeof *sorted);

	for (size_t i = 0; i < out->item_count; i++)
		start[out->item[i].commit + 1]++;
	for (uint32_t i = 0; i < commits; i++)
		start[i + 1] += start[i];
	for (size_t i = 0; i < out->item_count; i++)
		sorted[start[out->item[i].commit]++] = out->item[i];
	free(out->item);
	out->item = sorted;
	for (size_t first = 0, end; first < out->item_count; first = end) {
		bool ascending = true;
		end = start[sorted[first].commit];
		for (size_t i = first + 1; i < end && ascending; i++)
			ascending =
			        compare_items(&sorted[i - 1], &sorted[i], &gathering->topic) <= 0;
		if (!ascending)
			qsort_r(sorted + first, end - first, sizeof *sorted, compare_items,
			        &gathering->topic);
	}
}

/* What was there before, known by a few numbers. */
static bool is_new(struct paths *seen, const void *key, size_t size)
{
	uint32_t before = seen->count;

	return paths_add(seen, key, size) == before;
}

struct once {
	struct paths kind;   /* each word a number */
	struct paths commit; /* (commit, kind, receiver) of trailers */
	struct paths pick;   /* (giver, kind, receiver, author time) */
};

static bool is_of_message(const struct evidence_item *item)
{
	return !*item->path;
}

/* Rules of trailers and landed work that look at what came before them. */
static enum evidence_void repeated(
        const struct gathering *gathering, struct once *once, const struct evidence_item *item)
{
	bool landed = item->landed != HISTORY_NONE;
	const struct history_commit *commit = &gathering->history->commit[item->commit];
	uint32_t kind = paths_add(&once->kind, item->kind, strlen(item->kind));
	uint32_t time[2] = {(uint32_t)(uint64_t)commit->author_time,
	        (uint32_t)((uint64_t)commit->author_time >> 32)};
	const uint32_t in_commit[] = {item->commit, kind, item->receiver};
	const uint32_t pick[] = {item->giver, kind, item->receiver, time[0], time[1]};

	if (!landed && !is_new(&once->commit, in_commit, sizeof in_commit))
		return EVIDENCE_TWICE;
	return is_new(&once->pick, pick, sizeof pick) ? EVIDENCE_COUNTS : EVIDENCE_CHERRY_PICK;
}

static enum evidence_void judge(
        const struct gathering *gathering, struct once *once, const struct evidence_item *item)
{
	enum evidence_void found =
	        (enum evidence_void)item->reason; /* FOREIGN or DECISION, said where it was seen */

	if (item->giver >= IDENTITY_LIMIT)
		return EVIDENCE_NO_GIVER;
	if (item->receiver >= IDENTITY_LIMIT)
		return item->receiver == IDENTITY_SHARED  ? EVIDENCE_SHARED
		       : item->receiver == IDENTITY_ROBOT ? EVIDENCE_ROBOT
		                                          : EVIDENCE_NOBODY;
	if (identity_same(gathering->identity, item->giver, item->receiver))
		return EVIDENCE_SELF;
	if (found == EVIDENCE_COUNTS && identity_same(gathering->identity,
	                                        gathering->committer[item->commit], item->receiver))
		found = EVIDENCE_COMMITTER;
	if (found == EVIDENCE_COUNTS && is_of_message(item))
		found = repeated(gathering, once, item);
	return found == EVIDENCE_COUNTS && item->units == 0 ? EVIDENCE_UNSCORED : found;
}

static void make_events(struct gathering *gathering)
{
	struct evidence *out = gathering->out;
	const struct paths none = PATHS_INIT(gathering->scratch);
	struct once once = {none, none, none};

	for (size_t i = 0; i < out->item_count; i++) {
		struct evidence_item *item = &out->item[i];
		item->reason = (uint8_t)judge(gathering, &once, item);
		item->event = UINT32_MAX;
		if (item->reason == EVIDENCE_COUNTS)
			item->event = (uint32_t)out->event_count++;
	}
	out->event = arena_array(gathering->arena, out->event_count, sizeof *out->event);
	out->event_item = arena_array(gathering->arena, out->event_count, sizeof *out->event_item);
	for (size_t i = 0; i < out->item_count; i++) {
		const struct evidence_item *item = &out->item[i];
		if (item->event == UINT32_MAX)
			continue;
		out->event[item->event] = (struct reputation_event){
		        item->giver, item->receiver, item->day, item->topic, item->units};
		out->event_item[item->event] = (uint32_t)i;
	}
}

static void list_tables(struct gathering *gathering)
{
	struct evidence *out = gathering->out;

	out->person_count = identity_count(gathering->identity);
	out->person = arena_array(gathering->arena, out->person_count, sizeof *out->person);
	for (uint32_t i = 0; i < out->person_count; i++)
		out->person[i] = identity_name(gathering->identity, i);
	out->topic_count = gathering->topic.count;
	out->topic = arena_array(gathering->arena, out->topic_count, sizeof *out->topic);
	for (uint32_t i = 0; i < out->topic_count; i++)
		out->topic[i] = gathering->topic.entry[i].text;
}

static void find_seeds(struct gathering *gathering)
{
	struct evidence *out = gathering->out;
	const struct evidence_options *options = gathering->options;
	const struct history *history = gathering->history;
	int32_t first = day_before(options->at, (struct duration){.months = 24});
	bool *taken = arena_array(gathering->arena, out->person_count, sizeof *taken);

	out->seed = arena_array(gathering->arena, out->person_count, sizeof *out->seed);
	for (size_t i = 0; i < options->seed_count; i++) {
		uint32_t person = identity_of_handle(
		        gathering->identity, options->seed[i], strlen(options->seed[i]));
		if (person < IDENTITY_LIMIT)
			taken[person] = true;
	}
	for (uint32_t i = 0; options->find_seeds && i < history->count; i++) {
		const struct history_commit *commit = &history->commit[i];
		uint32_t author = gathering->author[i];
		if (author < IDENTITY_LIMIT && commit->day >= first && commit->day <= options->at)
			taken[author] = true;
	}
	for (uint32_t i = 0; i < out->person_count; i++) {
		if (taken[i])
			out->seed[out->seed_count++] = i;
	}
}

static int compare_words(const void *left, const void *right)
{
	const struct evidence_word *a = left, *b = right;

	if (a->lines != b->lines)
		return a->lines < b->lines ? 1 : -1;
	return strcmp(a->word, b->word);
}

/* What a word that comes to nothing may be meant for, where that comes to something. */
static const char *meant(const struct evidence_options *options, const char *word)
{
	const char *near =
	        evidence_units(options, word) ? NULL : trailer_nearest(word, strlen(word));

	return near && evidence_units(options, near) ? near : NULL;
}

/* The words at the foot of messages that the shipped table does not have. */
static void list_words(struct gathering *gathering)
{
	const struct credits *credits = gathering->credits;
	struct evidence *out = gathering->out;
	struct paths words = PATHS_INIT(gathering->arena);
	size_t capacity = 0;

	for (uint32_t i = 0; i < credits->text.count; i++) {
		const struct credit_line *line = &credits->line[i];
		size_t len = strcspn(line->text, ":");
		if (trailer_kind_find(line->text, len))
			continue;
		char *word = arena_string(gathering->arena, line->text, len);
		for (char *c = word; *c; c++)
			*c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
		uint32_t at = paths_add(&words, word, len);
		out->word =
		        arena_grow(gathering->arena, out->word, at, &capacity, sizeof *out->word);
		if (at == out->word_count) {
			out->word[out->word_count++] = (struct evidence_word){word, 0,
			        trailer_is_credit(word, len), meant(gathering->options, word)};
		}
		out->word[at].lines += line->commits;
	}
	if (out->word_count)
		qsort(out->word, out->word_count, sizeof *out->word, compare_words);
}

static int gather(struct gathering *gathering, struct error *err)
{
	paths_add(&gathering->topic, "-", 1);
	name_commits(gathering);
	if (gathering->options->root && evidence_of_journals(gathering, err) < 0)
		return -1;
	if (evidence_of_commits(gathering, err) < 0)
		return -1;
	/* what was read is in the items now */
	repo_rest(gathering->repo);
	chronicle_rest(gathering->history->chronicle);
	sort_items(gathering);
	make_events(gathering);
	list_tables(gathering);
	find_seeds(gathering);
	list_words(gathering);
	return 0;
}

int evidence_gather(struct evidence *out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct evidence_options *options, struct error *err)
{
	const struct paths none = PATHS_INIT(arena);
	struct arena scratch = ARENA_INIT;
	struct gathering gathering = {
	        .out = out,
	        .arena = arena,
	        .scratch = &scratch,
	        .repo = repo,
	        .history = history,
	        .options = options,
	        .identity = identity_new(arena, &options->people),
	        .topic = none,
	};

	*out = (struct evidence){.thanks = options->thanks};
	int result = gather(&gathering, err);
	if (result < 0) {
		free(out->item);
		*out = (struct evidence){.item = NULL};
	}
	arena_release(&scratch);
	return result;
}

const char *evidence_taker(const struct evidence *evidence, const struct evidence_item *item)
{
	uint32_t speaker = evidence->speaker_of[item->held->taker];

	return speaker < evidence->person_count ? evidence->person[speaker] : "somebody unknown";
}

const char *evidence_giver(
        struct arena *arena, const struct evidence *evidence, const struct evidence_item *item)
{
	if (item->giver < evidence->person_count)
		return evidence->person[item->giver];
	size_t len = *item->path ? origin_is_journal(item->path, strlen(item->path)) : 0;
	return arena_string(arena, item->path + (len ? strlen("journals/") : 0), len);
}

int evidence_sentence(const char **out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct evidence *evidence,
        const struct evidence_item *item, struct error *err)
{
	struct commit commit;

	if (*item->path)
		return evidence_journal_sentence(out, arena, repo, evidence, item, err);
	*out = item->text;
	if (item->text)
		return 0;
	if (repo_commit(repo, &history->commit[item->landed].id, &commit, arena, err) < 0)
		return -1;
	const char *subject = commit.message + strspn(commit.message, " \t\r\n");
	*out = arena_string(arena, subject, strcspn(subject, "\r\n"));
	return 0;
}

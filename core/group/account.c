/* SPDX-License-Identifier: MIT */
#include "core/group/account.h"

#include "core/rules/force.h"

#include <stdlib.h>
#include <string.h>

/* --- people --- */

static void claim(struct arena *arena, struct identity_options *people, size_t *capacity,
        const char *handle, const char *text, bool mail, uint32_t since)
{
	struct person_claim *list = (struct person_claim *)(uintptr_t)people->claim;

	list = arena_grow(arena, list, people->claim_count, capacity, sizeof *list);
	list[people->claim_count++] = (struct person_claim){handle, text, mail, since};
	people->claim = list;
}

/*
 * Handles are those whose file stands; also an unusable file keeps its handle out of reach of
 * others. What came in first is told by the order of paths, which are numbered as the history met
 * them.
 */
static void gather_people(
        struct identity_options *people, struct arena *arena, const struct group *group)
{
	struct file_list files = standing_people(&group->now, arena);
	const char **handle = arena_array(arena, files.count, sizeof *handle);
	size_t capacity = 0;

	for (size_t i = 0; i < files.count; i++) {
		const struct person *person = &files.file[i]->person;
		handle[i] = person->handle;
		for (size_t j = 0; j < person->email_count; j++)
			claim(arena, people, &capacity, person->handle, person->email[j], true,
			        files.file[i]->path);
		claim(arena, people, &capacity, person->handle, person->name, false,
		        files.file[i]->path);
	}
	people->handle = handle;
	people->handle_count = files.count;
}

/* All members in force on the day, or the holders of the roles that the charter names. */
static void gather_seeds(struct evidence_options *options, struct arena *arena,
        const struct group *group, const struct charter *charter)
{
	struct handles seeds = {NULL, 0};
	size_t capacity = 0;

	if (!charter->seed_count)
		seeds = members_in_force(&group->now, arena);
	for (size_t i = 0; i < charter->seed_count; i++) {
		const struct role *role = standing_role(&group->now, charter->seeds[i]);
		struct handles holders =
		        role ? role_holders(&group->now, arena, role) : (struct handles){NULL, 0};
		for (size_t j = 0; j < holders.count; j++) {
			seeds.handle = arena_grow(
			        arena, seeds.handle, seeds.count, &capacity, sizeof *seeds.handle);
			seeds.handle[seeds.count++] = holders.handle[j];
		}
	}
	options->seed = seeds.handle;
	options->seed_count = seeds.count;
}

/* What a charter's robots are where there is no charter. */
static void gather_robots(
        struct identity_options *people, struct arena *arena, const struct git_config *config)
{
	size_t count = config ? config->count : 0;
	const char **robot = arena_array(arena, count, sizeof *robot);

	people->robot = robot;
	for (size_t i = 0; i < count; i++) {
		if (!strcmp(config->entry[i].key, "moot.robots") && config->entry[i].value)
			robot[people->robot_count++] = config->entry[i].value;
	}
}

static int read_mailmap(struct account *account, struct mailmap *mailmap, struct repo *repo,
        const struct git_config *config, struct error *err)
{
	struct arena scratch = ARENA_INIT;
	struct commit commit;
	int status = repo_commit(repo, &account->group.tip, &commit, &scratch, err);

	if (!status)
		status = identity_mailmap(mailmap, repo, &commit.tree,
		        group_path(&account->group, ".mailmap"), config, err);
	arena_release(&scratch);
	return status;
}

static int compute(struct account *account, const struct reputation_params *params, int32_t at,
        struct error *err)
{
	const struct evidence *evidence = &account->evidence;

	account->input = (struct reputation_input){
	        .event = evidence->event,
	        .event_count = evidence->event_count,
	        .person = evidence->person,
	        .person_count = evidence->person_count,
	        .topic = evidence->topic,
	        .topic_count = evidence->topic_count,
	        .seed = evidence->seed,
	        .seed_count = evidence->seed_count,
	        .at = at,
	        .params = *params,
	};
	return reputation_compute(&account->reputation, &account->input, err);
}

/* --- opening --- */

/*
 * Where signatures say who speaks: the signer of each commit.  What was committed while names were
 * enough is whoever's the address is now.
 */
static const char **find_speakers(struct arena *arena, const struct group *group)
{
	const struct history *history = &group->history;
	const struct ledger *ledger = &group->ledger;
	const char **who = arena_array(arena, history->count, sizeof *who);
	const char **known = arena_array(arena, history->ident_count, sizeof *known);

	for (uint32_t i = 0; i < history->ident_count; i++)
		known[i] = group_handle(group, history->ident[i].mail);
	for (uint32_t i = 0; i < history->count; i++)
		who[i] = ledger->proven[i] ? ledger->speaker[i] : known[history->commit[i].author];
	return who;
}

static int gather(struct account *account, struct arena *arena, struct repo *repo,
        const struct account_options *options, struct error *err)
{
	struct group *group = &account->group;
	struct reputation_params params = REPUTATION_PARAMS_INIT;
	struct mailmap mailmap = MAILMAP_INIT(arena);
	struct thanks *words = arena_alloc(arena, sizeof *words);
	struct evidence_options evidence = {
	        .root = group->root,
	        .at = group->day,
	        .thanks = words,
	        .trailers = options->trailers,
	        .threads = options->threads,
	};

	if (group->unborn)
		return compute(account, &params, group->day, err);
	if (read_mailmap(account, &mailmap, repo, options->config, err))
		return -1;
	evidence.people.mailmap = &mailmap;
	if (group->root) {
		const struct charter *charter = standing_charter(&group->now);
		params = (struct reputation_params){
		        charter->half_life, charter->units_of, charter->pair_cap, charter->steps};
		gather_people(&evidence.people, arena, group);
		gather_seeds(&evidence, arena, group, charter);
		if (group->ledger.any_proven)
			evidence.who = find_speakers(arena, group);
		evidence.people.robot = charter->robots;
		evidence.people.robot_count = charter->robot_count;
		evidence.unit = charter->unit;
		evidence.unit_count = charter->unit_count;
		if (!options->trailers_said)
			evidence.trailers =
			        charter->trailers_any_line ? TRAILER_ANY_LINE : TRAILER_GIT;
		const char *const *word = charter->thanks_count
		                                  ? (const char *const *)charter->thanks
		                                  : thanks_shipped;
		size_t count = charter->thanks_count ? charter->thanks_count : thanks_shipped_count;
		thanks_build(words, arena, word, count);
	} else {
		evidence.find_seeds = true;
		account->unproven = true;
		gather_robots(&evidence.people, arena, options->config);
	}
	if (evidence_gather(&account->evidence, arena, repo, &group->history, &evidence, err))
		return -1;
	return compute(account, &params, group->day, err);
}

int account_open(struct account *out, struct arena *arena, struct repo *repo,
        const struct account_options *options, struct error *err)
{
	struct group_options group = options->group;

	*out = (struct account){.reputation = NULL};
	group.every_signer = true;
	group.journals = true;
	group.trailers_said = options->trailers_said;
	group.trailers = options->trailers;
	group.threads = options->threads;
	if (group_open(&out->group, arena, repo, &group, err))
		return -1;
	return gather(out, arena, repo, options, err);
}

int account_table(struct account *out, struct arena *arena, const struct events *events,
        const char *const *seed, size_t seed_count, int32_t at, struct error *err)
{
	struct reputation_params params = REPUTATION_PARAMS_INIT;
	struct evidence *evidence = &out->evidence;

	*out = (struct account){.table = events};
	evidence->person = events->person;
	evidence->person_count = events->person_count;
	evidence->topic = events->topic;
	evidence->topic_count = events->topic_count;
	evidence->event_count = events->row_count;
	evidence->event = arena_array(arena, events->row_count, sizeof *evidence->event);
	for (size_t i = 0; i < events->row_count; i++)
		evidence->event[i] =
		        (struct reputation_event){events->row[i].giver, events->row[i].receiver,
		                events->row[i].day, events->row[i].topic, events->row[i].units};
	evidence->seed_count = seed ? seed_count : events->person_count;
	evidence->seed = arena_array(arena, evidence->seed_count, sizeof *evidence->seed);
	for (size_t i = 0; i < evidence->seed_count; i++) {
		uint32_t person = seed ? account_person(out, seed[i]) : (uint32_t)i;
		if (person == UINT32_MAX)
			return error_set(
			        err, ERROR_FATAL, "the seed '%s' is not in the table", seed[i]);
		evidence->seed[i] = person;
	}
	return compute(out, &params, at, err);
}

void account_release(struct account *account)
{
	reputation_free(account->reputation);
	account->reputation = NULL;
}

/* --- looking up --- */

/* "Name <mail>": by its name or its mail. */
static bool is_called(const char *person, const char *word)
{
	const char *open = strrchr(person, '<');
	size_t len = strlen(word);

	if (!open)
		return !strcasecmp(person, word);
	size_t name_len = (size_t)(open - person);
	while (name_len && person[name_len - 1] == ' ')
		name_len--;
	if (name_len == len && !strncasecmp(person, word, len))
		return true;
	size_t mail_len = strcspn(open + 1, ">");
	return mail_len == len && !strncasecmp(open + 1, word, len);
}

uint32_t account_person(const struct account *account, const char *word)
{
	const struct evidence *evidence = &account->evidence;
	uint32_t found = UINT32_MAX;

	for (size_t i = 0; i < evidence->person_count; i++)
		if (!strcmp(evidence->person[i], word))
			return (uint32_t)i;
	for (size_t i = 0; i < evidence->person_count; i++) {
		if (!is_called(evidence->person[i], word))
			continue;
		if (found != UINT32_MAX)
			return UINT32_MAX;
		found = (uint32_t)i;
	}
	return found;
}

uint32_t account_topic(const struct account *account, const char *topic)
{
	for (size_t i = 0; i < account->evidence.topic_count; i++)
		if (!strcasecmp(account->evidence.topic[i], topic))
			return (uint32_t)i;
	return UINT32_MAX;
}

const char *account_void(const struct account *account, const struct evidence_item *item)
{
	if (item->reason != EVIDENCE_COUNTS)
		return evidence_void_name((enum evidence_void)item->reason);
	return item->day > account->input.at ? "later" : NULL;
}

static bool is_shown(enum evidence_void reason)
{
	return reason == EVIDENCE_COUNTS || reason == EVIDENCE_UNSCORED;
}

struct account_signs *account_signs(const struct account *account, struct arena *arena)
{
	const struct evidence *evidence = &account->evidence;
	struct account_signs *signs = arena_array(arena, evidence->person_count, sizeof *signs);

	for (size_t i = 0; i < evidence->item_count; i++) {
		const struct evidence_item *item = &evidence->item[i];
		if (!is_shown(item->reason) || item->receiver >= evidence->person_count ||
		        item->day > account->input.at)
			continue;
		/* a sentence with several topics is one sentence: its first event counts it */
		const struct evidence_item *before = i ? item - 1 : NULL;
		if (before && before->path == item->path && before->line == item->line &&
		        before->column == item->column && before->receiver == item->receiver &&
		        before->commit == item->commit && !strcmp(before->kind, item->kind) &&
		        *item->path)
			continue;
		struct account_signs *one = &signs[item->receiver];
		if (!strcmp(item->kind, "builds-on"))
			one->cited++;
		else if (!strcmp(item->kind, "asks"))
			one->asked++;
		else if (item->reason == EVIDENCE_UNSCORED)
			one->mentioned++;
		else
			one->thanked++;
	}
	/* a table does not say of what kind its rows are */
	for (size_t i = 0; account->table && i < evidence->event_count; i++) {
		const struct reputation_event *event = &evidence->event[i];
		if (event->giver == event->receiver || event->day > account->input.at)
			continue;
		if (event->units)
			signs[event->receiver].thanked++;
		else
			signs[event->receiver].mentioned++;
	}
	return signs;
}

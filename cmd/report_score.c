/* SPDX-License-Identifier: MIT */
#include "cmd/report_score.h"

#include "cmd/input.h"
#include "cmd/known.h"
#include "cmd/report_finding.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const trailer_modes[] = {"git", "any-line", NULL};

#define TABLE_MAX ((size_t)4 << 30) /* bytes */

/* "ana,ben" */
static const char **split_names(struct arena *arena, const char *text, size_t *count)
{
	const char **name = NULL;
	size_t capacity = 0;

	*count = 0;
	while (*text) {
		size_t len = strcspn(text, ",");
		name = arena_grow(arena, name, *count, &capacity, sizeof *name);
		if (len)
			name[(*count)++] = arena_string(arena, text, len);
		text += len + (text[len] == ',');
	}
	return name;
}

static int table_account(struct context *context, const struct score_options *options,
        struct account *account, struct error *err)
{
	struct findings findings = FINDINGS_INIT(context->arena);
	struct events *events = arena_alloc(context->arena, sizeof *events);
	const char **seed = NULL, *text;
	size_t seeds = 0, len;

	if (input_read(context->arena, options->from, TABLE_MAX, &text, &len, err))
		return -1;
	events_parse(events, context->arena, text, len, options->from, &findings);
	if (findings.count) {
		talk_findings(&findings);
		return error_set(err, ERROR_FATAL,
		        "'%s' has %zu finding%s: nothing is computed from it", options->from,
		        findings.count, findings.count == 1 ? "" : "s");
	}
	if (options->seeds)
		seed = split_names(context->arena, options->seeds, &seeds);
	int32_t at = context->at != DAY_NONE ? context->at : context->today;
	return account_table(account, context->arena, events, seed, seeds, at, err);
}

int score_account(struct context *context, const struct score_options *options,
        struct account *account, struct error *err)
{
	struct account_options opening = {
	        .trailers_said = options->trailers != 0,
	        .trailers = options->trailers == 2 ? TRAILER_ANY_LINE : TRAILER_GIT,
	        .threads = 2,
	};

	if (options->from)
		return table_account(context, options, account, err);
	if (options->seeds)
		return error_set(err, ERROR_USAGE, "--seeds goes with --from");
	if (context_provide_for(context, READS_HISTORY, err))
		return -1;
	opening.config = context_config(context);
	opening.group = (struct group_options){
	        .root = context->root,
	        .commit = context->commit,
	        .at = context->at,
	        .seconds = context->now,
	        .memo = context_memo(context),
	        .genesis = git_config_get(opening.config, "moot.genesis"),
	};
	if (account_open(account, context->arena, context->repo, &opening, err))
		return -1;
	session_dated(context, &account->group);
	return 0;
}

/* Those in whose name or mail a word begins so. */
static const char *candidates(
        struct context *context, const struct account *account, const char *word, size_t *count)
{
	const struct evidence *evidence = &account->evidence;
	const char **found = arena_array(context->arena, evidence->person_count, sizeof *found);
	size_t len = strlen(word);

	*count = 0;
	for (size_t i = 0; i < evidence->person_count && len; i++) {
		const char *person = evidence->person[i];
		for (const char *at = person; *at; at++)
			if ((at == person || strchr(" <.@", at[-1])) &&
			        !strncasecmp(at, word, len)) {
				found[(*count)++] = person;
				break;
			}
	}
	return *count ? join_names(context->arena, found, *count < 4 ? *count : 4) : NULL;
}

int score_person(struct context *context, const struct account *account, const char *word,
        uint32_t *person, struct error *err)
{
	const struct evidence *evidence = &account->evidence;
	size_t count;

	*person = account_person(account, word);
	if (*person != UINT32_MAX)
		return 0;
	const char *near = account->group.root
	                           ? known_word(word, evidence->person, evidence->person_count)
	                           : NULL;
	const char *begun = candidates(context, account, word, &count);
	error_set(err, ERROR_FATAL,
	        !near && count > 1 ? "'%s' is more than one person here" : "'%s' is nobody here",
	        word);
	if (near || count == 1)
		return error_hint(err, "did you mean '%s'?", near ? near : begun);
	if (count)
		return error_hint(
		        err, "say it whole, or by mail: %s%s", begun, count > 4 ? " ..." : "");
	return error_hint(err, "moot reputation --porcelain lists everybody who was acknowledged");
}

int score_topic(
        const struct account *account, const char *topic, uint32_t *number, struct error *err)
{
	*number = account_topic(account, *topic == '#' ? topic + 1 : topic);
	if (*number != UINT32_MAX)
		return 0;
	const char *near =
	        known_word(topic, account->evidence.topic, account->evidence.topic_count);
	error_set(err, ERROR_FATAL, "nobody was acknowledged in the topic '%s'", topic);
	return near ? error_hint(err, "did you mean '%s'?", near) : -1;
}

static const char *name_of(struct arena *arena, const char *person)
{
	const char *open = strrchr(person, '<');

	if (!open || open == person)
		return person;
	size_t len = (size_t)(open - person);
	while (len && person[len - 1] == ' ')
		len--;
	return len ? arena_string(arena, person, len) : person;
}

static int compare_names(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

void people_tell(
        struct people_told *out, struct arena *arena, const char *const *person, size_t count)
{
	const char **name = arena_array(arena, count, sizeof *name);

	*out = (struct people_told){name, 0};
	for (size_t i = 0; i < count; i++)
		name[i] = name_of(arena, person[i]);
	qsort(name, count, sizeof *name, compare_names);
	for (size_t i = 1; i < count; i++)
		if (!strcmp(name[i - 1], name[i]))
			name[out->count++] = name[i];
}

const char *person_told(struct arena *arena, const struct people_told *people, const char *person)
{
	const char *name = name_of(arena, person);

	return bsearch(&name, people->shared, people->count, sizeof *people->shared, compare_names)
	               ? person
	               : name;
}

const char *event_place(struct arena *arena, const struct account *account,
        const struct evidence_item *item, size_t event)
{
	if (!item)
		return arena_print(
		        arena, "%s:%u", account->table->path, account->table->row[event].line);
	if (!*item->path)
		return NULL;
	const char *place = arena_print(arena, "%s:%u", item->path, item->line);
	if (!item->taken)
		return place;
	char hex[OID_HEX_SIZE];
	return arena_print(arena, "%s, taken out by %s in %.10s", place,
	        evidence_taker(&account->evidence, item),
	        oid_hex(hex, &account->group.history.commit[item->held->taker].id));
}

void record_place(struct out *out, const struct account *account, const struct evidence_item *item,
        size_t event)
{
	record_text(out, "path", item ? item->path : account->table->path);
	record_number(out, "line", item ? item->line : account->table->row[event].line);
}

void record_taken(struct out *out, const struct account *account, const struct evidence_item *item)
{
	char hex[OID_HEX_SIZE];

	/* --porcelain has as many columns as ever */
	if (!item || !item->taken || out->form != FORM_JSON)
		return;
	record_text(out, "taken_by", evidence_taker(&account->evidence, item));
	record_text(out, "taken_in",
	        oid_hex(hex, &account->group.history.commit[item->held->taker].id));
}

const char *ppm_text(struct arena *arena, uint64_t ppm)
{
	return arena_print(arena, "%" PRIu64, ppm);
}

const char *tenths_text(struct arena *arena, uint64_t tenths)
{
	return arena_print(arena, "%" PRIu64 ".%" PRIu64, tenths / 10, tenths % 10);
}

/* SPDX-License-Identifier: MIT */
#include "core/evidence_private.h"

#include "core/link.h"
#include "formats/date.h"
#include "formats/text.h"

#include <stdlib.h>
#include <string.h>

static uint32_t owner_of_path(void *context, const char *path)
{
	struct gathering *gathering = context;
	size_t len = origin_is_journal(path, strlen(path));

	return identity_of_handle(gathering->identity, path + strlen("journals/"), len);
}

/* The day that the file's name begins with, or JOURNAL_NO_DAY. */
static int32_t day_of_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	struct error err = ERROR_INIT;
	int32_t day;

	if (strlen(name) < 10 || (name[10] >= '0' && name[10] <= '9') ||
	        day_parse(&day, name, 10, &err) < 0)
		return JOURNAL_NO_DAY;
	return day;
}

/* What an entry claims, held to the day of a commit. */
static int32_t claimed_day(const struct origin_file *file, uint32_t entry, int32_t latest)
{
	int32_t day =
	        entry < file->facts->entry_count ? file->facts->entry[entry].day : JOURNAL_NO_DAY;

	if (day == JOURNAL_NO_DAY)
		day = day_of_name(file->path);
	return day == JOURNAL_NO_DAY || day > latest ? latest : day;
}

int32_t evidence_entry_day(
        const struct history *history, const struct origin_file *file, uint32_t entry)
{
	return claimed_day(file, entry, history->commit[file->born].day);
}

static int compare_path(const void *key, const void *member)
{
	const struct origin_file *file = member;

	return strcmp(key, file->path);
}

uint32_t evidence_linked(const struct gathering *gathering, const struct origin_file *file,
        const char *destination, bool from_top)
{
	const struct origins *journals = &gathering->out->journals;
	const struct origin_file *found = NULL;
	struct buf path = BUF_INIT;

	if (link_resolve(&path, from_top ? "" : gathering->options->root,
	            from_top ? "" : file->path, destination) &&
	        journals->count)
		found = bsearch(
		        path.data, journals->file, journals->count, sizeof *found, compare_path);
	buf_release(&path);
	return found ? found->owner : IDENTITY_UNKNOWN;
}

/* One signal of a file under one topic, where several people may be named. */
struct saying {
	const struct origin_file *file;
	const struct facts_signal *signal;
	uint32_t commit;
	uint32_t topic;
	uint8_t units;
};

static const char *kind_of(const struct saying *saying)
{
	static const char *const name[] = {
	        [SIGNAL_THANKS] = "thanks",
	        [SIGNAL_BUILDS_ON] = "builds-on",
	        [SIGNAL_ASKS] = "asks",
	        [SIGNAL_MENTION] = "mention",
	};

	if (saying->signal->trailer)
		return facts_text(saying->file->facts, saying->signal->trailer);
	return name[saying->signal->kind];
}

static void add(struct gathering *gathering, const struct saying *saying, uint32_t receiver,
        const char *written)
{
	const struct facts *facts = saying->file->facts;
	const struct facts_sentence *sentence = &facts->sentence[saying->signal->sentence];
	uint32_t owner = saying->file->owner;
	struct evidence_item *item =
	        evidence_add(gathering, saying->commit, owner, kind_of(saying));

	if (owner >= IDENTITY_LIMIT)
		item->giver_text = arena_string(gathering->arena, saying->file->path + 9,
		        origin_is_journal(saying->file->path, strlen(saying->file->path)));
	item->path = saying->file->path;
	item->text = facts_text(facts, sentence->text);
	item->topic = saying->topic;
	item->line = saying->signal->line;
	item->column = saying->signal->column;
	item->units = saying->units;
	item->day = claimed_day(saying->file, sentence->entry, item->day);
	evidence_receive(gathering, item, receiver, written);
	if (gathering->speaker[saying->commit] != owner)
		item->reason = EVIDENCE_FOREIGN;
}

static void add_people(struct gathering *gathering, const struct saying *saying, const char *value)
{
	struct trailer_people people = {NULL, 0, 0};

	trailer_people_parse(&people, gathering->arena, value, strlen(value));
	for (size_t i = 0; i < people.count; i++)
		add(gathering, saying, identity_of_person(gathering->identity, &people.person[i]),
		        value);
	if (people.count == 0)
		add(gathering, saying, IDENTITY_UNKNOWN, value);
}

static void add_link(struct gathering *gathering, const struct saying *saying, const char *target)
{
	uint32_t owner = evidence_linked(gathering, saying->file, target, false);

	/* A trailer may also say the path as git and moot print it. */
	if (owner == IDENTITY_UNKNOWN && saying->signal->trailer)
		owner = evidence_linked(gathering, saying->file, target, true);
	add(gathering, saying, owner, target);
}

/* Units are shared out among the topics by floor, the remainder to the first. */
static uint8_t share_of_units(uint8_t units, uint32_t topics, bool first)
{
	uint32_t each = topics > 1 ? units / topics : units;

	return (uint8_t)(first && topics > 1 ? units - each * (topics - 1) : each);
}

static void add_key(struct gathering *gathering, const struct origin_file *file, uint32_t number)
{
	const struct facts *facts = file->facts;
	const struct facts_key *key = &facts->key[number];
	const struct facts_signal *signal = &facts->signal[key->signal];
	const struct facts_sentence *sentence = &facts->sentence[signal->sentence];
	const struct facts_entry *entry = &facts->entry[sentence->entry];
	bool own = sentence->topic_count > 0;
	uint32_t topics = own ? sentence->topic_count : entry->topic_count;
	uint32_t first = own ? sentence->first_topic : entry->first_topic;
	struct saying saying = {file, signal, file->origin[number], 0, 0};
	const char *topic = facts_text(facts, key->topic);
	const char *target = facts_text(facts, signal->target);

	if (signal->kind > SIGNAL_MENTION)
		return;
	if (key->topic)
		saying.topic = paths_add(&gathering->topic, topic, strlen(topic));
	saying.units = share_of_units(evidence_units(gathering->options, kind_of(&saying)), topics,
	        topics && facts->topic[first] == key->topic);
	if (signal->kind == SIGNAL_BUILDS_ON)
		add_link(gathering, &saying, target);
	else if (signal->trailer)
		add_people(gathering, &saying, target);
	else
		add(gathering, &saying,
		        identity_of_handle(gathering->identity, target, strlen(target)), target);
}

int evidence_of_journals(struct gathering *gathering, struct error *err)
{
	const struct evidence_options *options = gathering->options;
	struct origins *journals = &gathering->out->journals;
	const struct origin_options tracing = {
	        .root = options->root,
	        .thanks = options->thanks,
	        .owner = owner_of_path,
	        .context = gathering,
	        .author_of = gathering->speaker,
	        .store = options->store,
	        .changes = options->changes,
	        .threads = options->threads,
	};

	if (origin_trace(journals, gathering->arena, gathering->repo, gathering->history, &tracing,
	            err) < 0)
		return -1;
	for (size_t i = 0; i < journals->count; i++) {
		for (uint32_t key = 0; key < journals->file[i].facts->key_count; key++)
			add_key(gathering, &journals->file[i], key);
	}
	return 0;
}

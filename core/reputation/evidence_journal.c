/* SPDX-License-Identifier: MIT */
#include "core/reputation/evidence_private.h"

#include "core/history/link.h"
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
static int32_t claimed_day(int32_t of_entry, int32_t of_name, int32_t latest)
{
	int32_t day = of_entry == JOURNAL_NO_DAY ? of_name : of_entry;

	return day == JOURNAL_NO_DAY || day > latest ? latest : day;
}

int32_t evidence_entry_day(const struct history *history, const struct origin_file *file,
        const struct facts_entry *entry)
{
	return claimed_day(entry->day, day_of_name(file->path), history->commit[file->born].day);
}

uint32_t evidence_linked(
        const struct gathering *gathering, const char *from, const char *destination, bool from_top)
{
	uint32_t owner = IDENTITY_UNKNOWN;
	struct buf path = BUF_INIT;

	if (link_resolve(&path, from_top ? "" : gathering->options->root, from_top ? "" : from,
	            destination))
		origin_stood(&gathering->out->journals, path.data, &owner);
	buf_release(&path);
	return owner;
}

/* What a word of the chronicle is, looked up once; each plus one, 0 is not known yet. */
struct known_word {
	uint32_t handle, topic, units;
};

/* One file after the other, then what others took out. */
struct sayings {
	struct gathering *gathering;
	struct known_word *word;
	uint8_t units[SIGNAL_MENTION + 1]; /* by kind of signal */
	struct facts facts;
	const char *path;
	uint32_t owner;
	const struct origin_held *held; /* or NULL */
	int32_t name_day;
};

/* One signal of a file under one topic, where several people may be named. */
struct saying {
	const struct facts_signal *signal;
	const char *kind;
	int32_t entry_day;
	uint32_t commit;
	uint32_t place; /* as origin_file.place, or 0 */
	uint32_t topic;
	uint8_t units;
};

static const char *word_text(const struct sayings *sayings, uint32_t word)
{
	return dictionary_text(&sayings->gathering->history->chronicle->word, word);
}

static const char *const kind_name[] = {
        [SIGNAL_THANKS] = "thanks",
        [SIGNAL_BUILDS_ON] = "builds-on",
        [SIGNAL_ASKS] = "asks",
        [SIGNAL_MENTION] = "mention",
};

static const char *kind_of(const struct sayings *sayings, const struct facts_signal *signal)
{
	return signal->trailer == FACTS_NONE ? kind_name[signal->kind]
	                                     : word_text(sayings, signal->trailer);
}

static void add(const struct sayings *sayings, const struct saying *saying, uint32_t receiver,
        const char *written)
{
	struct gathering *gathering = sayings->gathering;
	uint32_t owner = sayings->owner;
	struct evidence_item *item = evidence_add(gathering, saying->commit, owner, saying->kind);

	item->path = sayings->path;
	item->held = sayings->held;
	item->taken = sayings->held != NULL;
	item->event = saying->place;
	item->topic = saying->topic;
	item->line = saying->signal->line;
	item->column = saying->signal->column;
	item->units = saying->units;
	item->day = claimed_day(saying->entry_day, sayings->name_day, item->day);
	evidence_receive(gathering, item, receiver, written);
	if (gathering->speaker[saying->commit] != owner)
		item->reason = EVIDENCE_FOREIGN;
}

static void add_people(
        const struct sayings *sayings, const struct saying *saying, const char *value)
{
	struct trailer_people people = {NULL, 0, 0};
	struct gathering *gathering = sayings->gathering;

	trailer_people_parse(&people, gathering->scratch, value, strlen(value));
	for (size_t i = 0; i < people.count; i++)
		add(sayings, saying, identity_of_person(gathering->identity, &people.person[i]),
		        value);
	if (people.count == 0)
		add(sayings, saying, IDENTITY_UNKNOWN, value);
}

static void add_link(const struct sayings *sayings, const struct saying *saying, const char *target)
{
	uint32_t owner = evidence_linked(sayings->gathering, sayings->path, target, false);

	/* A trailer may also say the path as git and moot print it. */
	if (owner == IDENTITY_UNKNOWN && saying->signal->trailer != FACTS_NONE)
		owner = evidence_linked(sayings->gathering, sayings->path, target, true);
	add(sayings, saying, owner, target);
}

static void add_handle(
        const struct sayings *sayings, const struct saying *saying, const char *target)
{
	uint32_t *known = &sayings->word[saying->signal->target].handle;

	if (!*known)
		*known = identity_of_handle(sayings->gathering->identity, target, strlen(target)) +
		         1;
	add(sayings, saying, *known - 1, target);
}

/* Units are shared out among the topics by floor, the remainder to the first. */
static uint8_t share_of_units(uint8_t units, uint32_t topics, bool first)
{
	uint32_t each = topics > 1 ? units / topics : units;

	return (uint8_t)(first && topics > 1 ? units - each * (topics - 1) : each);
}

static uint32_t topic_of(const struct sayings *sayings, uint32_t word)
{
	uint32_t *known = &sayings->word[word].topic;

	if (!*known) {
		const char *text = word_text(sayings, word);
		*known = paths_add(&sayings->gathering->topic, text, strlen(text)) + 1;
	}
	return *known - 1;
}

static uint8_t units_of(
        const struct sayings *sayings, const struct facts_signal *signal, const char *kind)
{
	if (signal->trailer == FACTS_NONE)
		return sayings->units[signal->kind];
	uint32_t *known = &sayings->word[signal->trailer].units;
	if (!*known)
		*known = evidence_units(sayings->gathering->options, kind) + 1u;
	return (uint8_t)(*known - 1);
}

static void add_key(const struct sayings *sayings, uint32_t number, uint32_t commit, uint32_t place)
{
	const struct facts *facts = &sayings->facts;
	const struct facts_key *key = &facts->key[number];
	const struct facts_signal *signal = &facts->signal[key->signal];
	const struct facts_sentence *sentence = &facts->sentence[signal->sentence];
	const struct facts_entry *entry = &facts->entry[sentence->entry];
	uint32_t topics = sentence->topic_count ? sentence->topic_count : entry->topic_count;
	const char *target = word_text(sayings, signal->target);
	struct saying saying = {.signal = signal,
	        .kind = kind_of(sayings, signal),
	        .entry_day = entry->day,
	        .commit = commit,
	        .place = place};

	if (key->topic != FACTS_NONE)
		saying.topic = topic_of(sayings, key->topic);
	saying.units = share_of_units(units_of(sayings, signal, saying.kind), topics, key->first);
	if (signal->kind == SIGNAL_BUILDS_ON)
		add_link(sayings, &saying, target);
	else if (signal->trailer != FACTS_NONE)
		add_people(sayings, &saying, target);
	else
		add_handle(sayings, &saying, target);
}

static void begin_path(struct sayings *sayings, const char *path, uint32_t owner)
{
	if (sayings->path != path)
		sayings->name_day = day_of_name(path);
	sayings->path = path;
	sayings->owner = owner;
}

static int add_file(struct sayings *sayings, const struct origin_file *file, struct error *err)
{
	const struct chronicle *chronicle = sayings->gathering->history->chronicle;

	begin_path(sayings, file->path, file->owner);
	if (!chronicle_facts_of(chronicle, file->blob, &sayings->facts))
		return chronicle_damaged(err);
	for (uint32_t key = 0; key < sayings->facts.key_count; key++)
		add_key(sayings, key, origin_of_key(file, key), file->place ? file->place[key] : 0);
	return 0;
}

/* What others took out of the journals stands in older blobs, several in each. */
static int add_held(struct sayings *sayings, struct error *err)
{
	const struct origins *journals = &sayings->gathering->out->journals;
	const struct chronicle *chronicle = sayings->gathering->history->chronicle;
	uint32_t blob = CHRONICLE_NONE;

	for (size_t i = 0; i < journals->held_count; i++) {
		const struct origin_held *held = &journals->held[i];
		if (held->blob != blob &&
		        !chronicle_facts_of(chronicle, held->blob, &sayings->facts))
			return chronicle_damaged(err);
		blob = held->blob;
		if (held->key >= sayings->facts.key_count)
			return chronicle_damaged(err);
		begin_path(sayings, held->path, held->owner);
		sayings->held = held;
		add_key(sayings, held->key, held->origin, held->place);
	}
	return 0;
}

static int add_files(struct gathering *gathering, struct error *err)
{
	const struct origins *journals = &gathering->out->journals;
	const struct chronicle *chronicle = gathering->history->chronicle;
	struct sayings sayings = {.gathering = gathering, .facts = FACTS_INIT};
	int result = 0;

	sayings.word =
	        arena_array(gathering->scratch, chronicle->word.column.count, sizeof *sayings.word);
	for (size_t i = 0; i < sizeof kind_name / sizeof *kind_name; i++)
		sayings.units[i] = evidence_units(gathering->options, kind_name[i]);
	for (size_t i = 0; i < journals->count && result == 0; i++)
		result = add_file(&sayings, &journals->file[i], err);
	if (result == 0)
		result = add_held(&sayings, err);
	facts_release(&sayings.facts);
	return result;
}

int evidence_of_journals(struct gathering *gathering, struct error *err)
{
	const struct evidence_options *options = gathering->options;
	const struct origin_options tracing = {
	        .root = options->root,
	        .thanks = options->thanks,
	        .owner = owner_of_path,
	        .context = gathering,
	        .author_of = gathering->speaker,
	        .threads = options->threads,
	};

	if (origin_trace(&gathering->out->journals, gathering->arena, gathering->repo,
	            gathering->history, &tracing, err) < 0)
		return -1;
	repo_rest(gathering->repo);
	chronicle_rest(gathering->history->chronicle);
	return add_files(gathering, err);
}

int evidence_journal_sentence(const char **out, struct arena *arena, struct repo *repo,
        const struct evidence *evidence, const struct evidence_item *item, struct error *err)
{
	const struct origin_file *file =
	        item->taken ? NULL : origin_find(&evidence->journals, item->path);
	struct object object = OBJECT_INIT;
	struct arena scratch = ARENA_INIT;
	struct journal journal = {0};

	*out = "";
	if (!file && !item->taken)
		return 0;
	struct oid id = chronicle_blob_id(
	        evidence->journals.chronicle, item->taken ? item->held->blob : file->blob);
	if (repo_blob(repo, &id, JOURNAL_MAX, &object, err) < 0)
		return -1;
	if (object.data)
		journal_parse(&journal, &scratch, (const char *)object.data, object.len,
		        evidence->thanks);
	for (size_t i = 0; i < journal.signal_count; i++) {
		const struct sentence *sentence = &journal.sentence[journal.signal[i].sentence];
		if (journal.signal[i].line == item->line &&
		        journal.signal[i].column == item->column)
			*out = arena_string(arena, sentence->text, sentence->len);
	}
	object_release(&object);
	arena_release(&scratch);
	return 0;
}

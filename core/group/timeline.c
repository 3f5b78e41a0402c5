/* SPDX-License-Identifier: MIT */
#include "core/group/timeline.h"

#include "formats/date.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct reading {
	struct timeline *out;
	struct arena *arena;
	const struct account *account;
	const struct timeline_options *options;
	const struct chronicle *chronicle;
	struct facts facts; /* of the file at hand */
};

static const char *const signal_word[] = {
        [SIGNAL_THANKS] = "thanks",
        [SIGNAL_BUILDS_ON] = "builds-on",
        [SIGNAL_ASKS] = "asks",
        [SIGNAL_MENTION] = "mention",
        [SIGNAL_TASK_OPEN] = "task",
        [SIGNAL_TASK_DONE] = "done",
};

static bool is_in_time(const struct reading *reading, int32_t day)
{
	const struct timeline_options *options = reading->options;

	return day <= reading->account->group.day &&
	       (options->since == DAY_NONE || day >= options->since) &&
	       (options->until == DAY_NONE || day <= options->until);
}

static bool has_topic(const struct timeline_entry *entry, const char *topic)
{
	for (size_t i = 0; i < entry->topic_count; i++)
		if (!strcasecmp(entry->topic[i], topic))
			return true;
	return !topic;
}

static void keep(struct reading *reading, const struct timeline_entry *entry)
{
	const struct timeline_options *options = reading->options;
	struct timeline *out = reading->out;

	if ((options->topic && !has_topic(entry, options->topic)) ||
	        (options->foreign && !entry->foreign_count))
		return;
	out->entry = arena_grow(
	        reading->arena, out->entry, out->count, &out->capacity, sizeof *out->entry);
	out->entry[out->count++] = *entry;
}

/* --- journals --- */

static const char *word_text(const struct reading *reading, uint32_t word)
{
	return dictionary_text(&reading->chronicle->word, word);
}

static struct timeline_signal signal_of(
        const struct reading *reading, const struct facts_signal *signal)
{
	return (struct timeline_signal){
	        .kind = signal->trailer == FACTS_NONE ? signal_word[signal->kind]
	                                              : word_text(reading, signal->trailer),
	        .target = word_text(reading, signal->target),
	};
}

static void add_signals(struct reading *reading, struct timeline_entry *entry, uint32_t number)
{
	const struct facts *facts = &reading->facts;
	size_t capacity = 0;

	for (uint32_t i = 0; i < facts->signal_count; i++) {
		const struct facts_signal *signal = &facts->signal[i];
		if (facts->sentence[signal->sentence].entry != number)
			continue;
		entry->signal = arena_grow(reading->arena, entry->signal, entry->signal_count,
		        &capacity, sizeof *entry->signal);
		entry->signal[entry->signal_count++] = signal_of(reading, signal);
	}
}

static void add_topics(
        struct reading *reading, struct timeline_entry *entry, const struct facts_entry *from)
{
	entry->topic = arena_array(reading->arena, from->topic_count, sizeof *entry->topic);
	for (uint32_t i = 0; i < from->topic_count; i++)
		entry->topic[entry->topic_count++] =
		        word_text(reading, reading->facts.topic[from->first_topic + i]);
}

static void add_foreign(struct reading *reading, struct timeline_entry *entry, uint32_t commit)
{
	const struct evidence *evidence = &reading->account->evidence;
	uint32_t speaker = evidence->speaker_of[commit];
	const char *who =
	        speaker < evidence->person_count ? evidence->person[speaker] : "somebody unknown";

	for (size_t i = 0; i < entry->foreign_count; i++)
		if (!strcmp(entry->foreign[i], who))
			return;
	const char **grown = arena_array(reading->arena, entry->foreign_count + 1, sizeof *grown);
	if (entry->foreign_count)
		memcpy(grown, entry->foreign, entry->foreign_count * sizeof *grown);
	grown[entry->foreign_count++] = who;
	entry->foreign = grown;
}

static void find_foreign(struct reading *reading, struct timeline_entry *entry,
        const struct origin_file *file, uint32_t number)
{
	const struct evidence *evidence = &reading->account->evidence;
	const struct facts *facts = &reading->facts;

	for (uint32_t i = 0; i < facts->key_count; i++) {
		uint32_t origin = origin_of_key(file, i);
		const struct facts_signal *signal = &facts->signal[facts->key[i].signal];
		if (facts->sentence[signal->sentence].entry == number &&
		        evidence->speaker_of[origin] != file->owner)
			add_foreign(reading, entry, origin);
	}
}

/* Whose journal the path is, or NULL when it is not asked for. */
static const char *owner_wanted(const struct reading *reading, const char *path)
{
	const struct timeline_options *options = reading->options;
	size_t len = origin_is_journal(path, strlen(path));
	const char *who = arena_string(reading->arena, path + strlen("journals/"), len);

	if ((options->who && strcmp(options->who, who) != 0) ||
	        (options->wanted && !options->wanted(options->context, path)))
		return NULL;
	return who;
}

static void read_file(struct reading *reading, const struct origin_file *file)
{
	const struct history *history = &reading->account->group.history;
	const struct facts *facts = &reading->facts;
	const char *who = owner_wanted(reading, file->path);

	if (!who)
		return;
	if (!chronicle_facts_of(reading->chronicle, file->blob, &reading->facts))
		return;
	for (uint32_t i = 0; i < facts->entry_count; i++) {
		struct timeline_entry entry = {
		        .day = evidence_entry_day(history, file, &facts->entry[i]),
		        .who = who,
		        .path = file->path,
		        .line = facts->entry[i].line,
		        .commit = file->born,
		        .blob = file->blob,
		        .number = i,
		};
		if (!is_in_time(reading, entry.day))
			continue;
		add_topics(reading, &entry, &facts->entry[i]);
		add_signals(reading, &entry, i);
		find_foreign(reading, &entry, file, i);
		keep(reading, &entry);
	}
}

/* What others took out has the day on which they did. */
static void read_taken(struct reading *reading, const struct origin_taken *taken)
{
	struct timeline_entry entry = {
	        .day = reading->account->group.history.commit[taken->commit].day,
	        .who = owner_wanted(reading, taken->path),
	        .path = taken->path,
	        .commit = taken->commit,
	        .blob = CHRONICLE_NONE,
	        .signal = arena_array(reading->arena, taken->count, sizeof *entry.signal),
	        .taken = true,
	};

	if (!entry.who || !is_in_time(reading, entry.day) ||
	        !chronicle_facts_of(reading->chronicle, taken->blob, &reading->facts))
		return;
	for (uint32_t i = 0; i < taken->count; i++)
		entry.signal[entry.signal_count++] =
		        signal_of(reading, &reading->facts.signal[taken->signal[i]]);
	add_foreign(reading, &entry, taken->commit);
	keep(reading, &entry);
}

/* --- commits, in history mode --- */

static bool is_trailer(const struct evidence_item *item)
{
	return !*item->path && item->landed == HISTORY_NONE && item->text;
}

/* A person, or as the commit names whoever is none: a machine. */
static const char *author_name(struct reading *reading, uint32_t commit)
{
	const struct evidence *evidence = &reading->account->evidence;
	const struct history *history = &reading->account->group.history;
	const struct history_ident *ident = &history->ident[history->commit[commit].author];
	uint32_t author = evidence->author_of[commit];

	return author < evidence->person_count
	               ? evidence->person[author]
	               : arena_print(reading->arena, "%s <%s>", ident->name, ident->mail);
}

static void read_commit(struct reading *reading, size_t first, size_t end)
{
	const struct evidence *evidence = &reading->account->evidence;
	const struct evidence_item *item = &evidence->item[first];
	struct timeline_entry entry = {
	        .day = reading->account->group.history.commit[item->commit].day,
	        .path = "",
	        .commit = item->commit,
	        .blob = CHRONICLE_NONE,
	        .topic = arena_array(reading->arena, 1, sizeof *entry.topic),
	        .signal = arena_array(reading->arena, end - first, sizeof *entry.signal),
	};
	entry.who = author_name(reading, item->commit);
	if (!is_in_time(reading, entry.day) ||
	        (reading->options->who && strcmp(reading->options->who, entry.who) != 0))
		return;
	for (size_t i = first; i < end; i++) {
		item = &evidence->item[i];
		if (!is_trailer(item))
			continue;
		if (!entry.topic_count && strcmp(evidence->topic[item->topic], "-") != 0)
			entry.topic[entry.topic_count++] = evidence->topic[item->topic];
		entry.signal[entry.signal_count++] =
		        (struct timeline_signal){item->kind, item->receiver_text};
	}
	if (entry.signal_count)
		keep(reading, &entry);
}

static void read_commits(struct reading *reading)
{
	const struct evidence *evidence = &reading->account->evidence;

	for (size_t first = 0, end; first < evidence->item_count; first = end) {
		for (end = first + 1; end < evidence->item_count; end++)
			if (evidence->item[end].commit != evidence->item[first].commit)
				break;
		read_commit(reading, first, end);
	}
}

static int newest_first(const void *left, const void *right)
{
	const struct timeline_entry *a = left, *b = right;

	if (a->day != b->day)
		return a->day < b->day ? 1 : -1;
	if (a->commit != b->commit)
		return a->commit < b->commit ? 1 : -1;
	int order = strcmp(a->path, b->path);
	return order ? order : (a->line < b->line) - (a->line > b->line);
}

void timeline_read(struct timeline *out, struct arena *arena, const struct account *account,
        const struct timeline_options *options)
{
	struct reading reading = {
	        out, arena, account, options, account->group.history.chronicle, FACTS_INIT};

	*out = (struct timeline){.entry = NULL};
	for (size_t i = 0; i < account->evidence.journals.count; i++)
		read_file(&reading, &account->evidence.journals.file[i]);
	for (size_t i = 0; options->foreign && i < account->evidence.journals.taken_count; i++)
		read_taken(&reading, &account->evidence.journals.taken[i]);
	facts_release(&reading.facts);
	if (!account->group.root)
		read_commits(&reading);
	if (out->count)
		qsort(out->entry, out->count, sizeof *out->entry, newest_first);
}

/* --- titles --- */

struct timeline_titles {
	const char **title;
	size_t count;
	bool read;
};

static int read_titles(struct timeline_titles *titles, struct arena *arena,
        const struct account *account, uint32_t blob, struct error *err)
{
	const struct evidence *evidence = &account->evidence;
	struct oid id = chronicle_blob_id(evidence->journals.chronicle, blob);
	struct object object = OBJECT_INIT;
	struct arena scratch = ARENA_INIT;
	struct journal journal = {.entry = NULL};

	if (repo_blob(account->group.repo, &id, JOURNAL_MAX, &object, err) < 0)
		return -1;
	if (object.data)
		journal_parse(&journal, &scratch, (const char *)object.data, object.len,
		        evidence->thanks);
	titles->title = arena_array(arena, journal.entry_count, sizeof *titles->title);
	for (; titles->count < journal.entry_count; titles->count++) {
		const char *text = journal.entry[titles->count].title;
		titles->title[titles->count] = arena_string(arena, text, strlen(text));
	}
	titles->read = true;
	object_release(&object);
	arena_release(&scratch);
	return 0;
}

static int read_subject(struct timeline_entry *entry, struct arena *arena,
        const struct group *group, struct error *err)
{
	const struct oid *id = &group->history.commit[entry->commit].id;
	struct arena scratch = ARENA_INIT;
	struct commit commit;
	int status = repo_commit(group->repo, id, &commit, &scratch, err);

	if (!status)
		entry->title = arena_string(arena, commit.message, strcspn(commit.message, "\n"));
	arena_release(&scratch);
	return status;
}

int timeline_title(struct timeline *timeline, struct timeline_entry *entry, struct arena *arena,
        const struct account *account, struct error *err)
{
	uint32_t blobs = account->group.history.chronicle->blob.column.count;

	if (entry->blob == CHRONICLE_NONE)
		return read_subject(entry, arena, &account->group, err);
	if (!timeline->titles)
		timeline->titles = arena_array(arena, blobs, sizeof *timeline->titles);
	struct timeline_titles *titles = &timeline->titles[entry->blob];
	if (!titles->read && read_titles(titles, arena, account, entry->blob, err))
		return -1;
	entry->title = entry->number < titles->count ? titles->title[entry->number] : "";
	return 0;
}

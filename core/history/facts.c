/* SPDX-License-Identifier: MIT */
#include "core/history/facts.h"

#include <openssl/evp.h>

#include <stdlib.h>

/* Beyond so many topics a sentence has no units left to share. */
enum { TOPICS_MAX = 32, HAS_TRAILER = 8 };

/* --- writing --- */

static void write_word(struct buf *out, struct dictionary *word, const char *text)
{
	varint_add(out, dictionary_add(word, text, strlen(text)));
}

static void write_topics(
        struct buf *out, struct dictionary *word, const char *const *topic, size_t count)
{
	varint_add(out, count);
	for (size_t i = 0; i < count; i++)
		write_word(out, word, topic[i]);
}

static void write_entries(struct buf *out, struct dictionary *word, const struct journal *journal)
{
	uint32_t line = 0;

	varint_add(out, journal->entry_count);
	for (size_t i = 0; i < journal->entry_count; i++) {
		const struct journal_entry *entry = &journal->entry[i];
		bool dated = entry->day != JOURNAL_NO_DAY;
		varint_add(out, dated);
		if (dated)
			varint_add_signed(out, entry->day);
		varint_add_signed(out, (int64_t)entry->line - line);
		line = entry->line;
		write_topics(out, word, entry->topic, entry->topic_count);
	}
}

/* Of the sentences those with a signal; place is what becomes of each, plus one. */
static void write_sentences(
        struct buf *out, struct dictionary *word, const struct journal *journal, uint32_t *place)
{
	uint32_t count = 0, entry = 0;

	for (size_t i = 0; i < journal->signal_count; i++)
		place[journal->signal[i].sentence] = 1;
	for (size_t i = 0; i < journal->sentence_count; i++)
		if (place[i])
			place[i] = ++count;
	varint_add(out, count);
	for (size_t i = 0; i < journal->sentence_count; i++) {
		const struct sentence *sentence = &journal->sentence[i];
		if (!place[i])
			continue;
		varint_add_signed(out, (int64_t)sentence->entry - entry);
		entry = sentence->entry;
		write_topics(out, word, sentence->topic, sentence->topic_count);
	}
}

void facts_write(struct buf *out, struct dictionary *word, const struct journal *journal)
{
	uint32_t *place = memory_alloc(journal->sentence_count * sizeof *place);
	uint32_t line = 0, sentence = 0;

	memset(place, 0, journal->sentence_count * sizeof *place);
	buf_clear(out);
	write_entries(out, word, journal);
	write_sentences(out, word, journal, place);
	varint_add(out, journal->signal_count);
	for (size_t i = 0; i < journal->signal_count; i++) {
		const struct signal *signal = &journal->signal[i];
		uint32_t of = place[signal->sentence] - 1;
		varint_add(out, (unsigned)signal->kind | (signal->trailer ? HAS_TRAILER : 0));
		varint_add_signed(out, (int64_t)of - sentence);
		varint_add_signed(out, (int64_t)signal->line - line);
		varint_add(out, signal->column);
		write_word(out, word, signal->target);
		if (signal->trailer)
			write_word(out, word, signal->trailer);
		sentence = of;
		line = signal->line;
	}
	free(place);
}

/* --- reading --- */

static void *grow(void *array, size_t *capacity, size_t size, size_t needed)
{
	if (array && needed <= *capacity)
		return array;
	*capacity = needed < 16 ? 16 : needed * 2;
	return memory_resize(array, *capacity * size);
}

/* Makes room for more of facts->name. */
#define ROOM(facts, name, more)                                                                    \
	((facts)->name = grow((facts)->name, &(facts)->name##_capacity, sizeof *(facts)->name,     \
	         (facts)->name##_count + (size_t)(more)))

/* Of records, each of which needs a byte at least. */
static uint32_t next_count(struct reader *reader)
{
	uint64_t count = varint_next(reader);

	if (count <= (size_t)(reader->end - reader->at) && count < UINT32_MAX)
		return (uint32_t)count;
	reader->bad = true;
	return 0;
}

static void read_topics(struct facts *facts, struct reader *reader, uint32_t words, uint32_t *first,
        uint32_t *count)
{
	*first = facts->topic_count;
	*count = next_count(reader);
	ROOM(facts, topic, *count);
	for (uint32_t i = 0; i < *count; i++)
		facts->topic[facts->topic_count++] = varint_next_below(reader, words);
}

static void read_entries(struct facts *facts, struct reader *reader, uint32_t words)
{
	uint32_t count = next_count(reader), line = 0;

	ROOM(facts, entry, count);
	for (uint32_t i = 0; i < count; i++) {
		struct facts_entry *entry = &facts->entry[facts->entry_count++];
		entry->day =
		        varint_next(reader) ? (int32_t)varint_next_signed(reader) : JOURNAL_NO_DAY;
		line = entry->line = (uint32_t)(line + varint_next_signed(reader));
		read_topics(facts, reader, words, &entry->first_topic, &entry->topic_count);
	}
}

static void read_sentences(struct facts *facts, struct reader *reader, uint32_t words)
{
	uint32_t count = next_count(reader), at = 0;

	ROOM(facts, sentence, count);
	for (uint32_t i = 0; i < count; i++) {
		struct facts_sentence *sentence = &facts->sentence[facts->sentence_count++];
		at = sentence->entry = (uint32_t)(at + varint_next_signed(reader));
		reader->bad |= at >= facts->entry_count;
		read_topics(facts, reader, words, &sentence->first_topic, &sentence->topic_count);
	}
}

/* A key a topic: the sentence's own, else its entry's, else none. */
static void add_keys(struct facts *facts, uint32_t number)
{
	const struct facts_signal *signal = &facts->signal[number];
	const struct facts_sentence *sentence = &facts->sentence[signal->sentence];
	const struct facts_entry *entry = &facts->entry[sentence->entry];
	bool own = sentence->topic_count > 0;
	uint32_t first = own ? sentence->first_topic : entry->first_topic;
	uint32_t count = own ? sentence->topic_count : entry->topic_count;

	if (signal->kind == SIGNAL_TASK_OPEN || signal->kind == SIGNAL_TASK_DONE)
		return;
	ROOM(facts, key, TOPICS_MAX);
	if (count == 0)
		facts->key[facts->key_count++] = (struct facts_key){number, FACTS_NONE, false};
	for (uint32_t i = 0; i < count && i < TOPICS_MAX; i++)
		facts->key[facts->key_count++] =
		        (struct facts_key){number, facts->topic[first + i], i == 0};
}

static void read_signals(struct facts *facts, struct reader *reader, uint32_t words)
{
	uint32_t count = next_count(reader), line = 0, sentence = 0;

	ROOM(facts, signal, count);
	for (uint32_t i = 0; i < count && !reader->bad; i++) {
		struct facts_signal *signal = &facts->signal[facts->signal_count++];
		unsigned head = (unsigned)varint_next(reader);
		signal->kind = head & (HAS_TRAILER - 1);
		sentence = signal->sentence = (uint32_t)(sentence + varint_next_signed(reader));
		line = signal->line = (uint32_t)(line + varint_next_signed(reader));
		signal->column = (uint32_t)varint_next(reader);
		signal->target = varint_next_below(reader, words);
		signal->trailer =
		        head & HAS_TRAILER ? varint_next_below(reader, words) : FACTS_NONE;
		reader->bad |= sentence >= facts->sentence_count || signal->kind > SIGNAL_TASK_DONE;
		if (!reader->bad)
			add_keys(facts, i);
	}
}

bool facts_read(struct facts *out, struct reader reader, uint32_t word_count)
{
	out->entry_count = out->sentence_count = out->signal_count = 0;
	out->topic_count = out->key_count = 0;
	read_entries(out, &reader, word_count);
	read_sentences(out, &reader, word_count);
	if (!reader.bad)
		read_signals(out, &reader, word_count);
	return !reader.bad && !reader_more(&reader);
}

void facts_release(struct facts *facts)
{
	free(facts->entry);
	free(facts->sentence);
	free(facts->signal);
	free(facts->key);
	free(facts->topic);
	*facts = (struct facts)FACTS_INIT;
}

/* --- what sentences are known by --- */

struct namer {
	EVP_MD_CTX *digest;
	const struct journal *journal;
	struct buf *out;
	uint32_t count;
};

static void digest_part(struct namer *namer, const void *data, size_t len)
{
	uint64_t size = len;

	if (EVP_DigestUpdate(namer->digest, &size, sizeof size) != 1 ||
	        EVP_DigestUpdate(namer->digest, data, len) != 1)
		memory_exhausted();
}

/* What it says, and under which topic, of how many, and day, unless topic is NULL. */
static void add_name(struct namer *namer, const struct signal *signal, const char *topic,
        size_t nth, size_t of, uint32_t number)
{
	const struct sentence *sentence = &namer->journal->sentence[signal->sentence];
	unsigned char full[EVP_MAX_MD_SIZE];
	uint32_t head[] = {(uint32_t)signal->kind, nth == 0, (uint32_t)of};
	struct facts_name name = {.key = number};

	/* of one kind again: the context stays set up */
	if (EVP_DigestInit_ex(namer->digest, NULL, NULL) != 1)
		memory_exhausted();
	digest_part(namer, head, topic ? sizeof head : sizeof *head);
	if (topic)
		digest_part(namer, &sentence->day, sizeof sentence->day);
	digest_part(namer, signal->trailer ? signal->trailer : "",
	        signal->trailer ? strlen(signal->trailer) : 0);
	digest_part(namer, signal->target, strlen(signal->target));
	if (topic)
		digest_part(namer, topic, strlen(topic));
	digest_part(namer, sentence->text, sentence->len);
	if (EVP_DigestFinal_ex(namer->digest, full, NULL) != 1)
		memory_exhausted();
	memcpy(name.id, full, FACTS_KEY_SIZE);
	buf_add(namer->out, &name, sizeof name);
}

static bool is_task(const struct signal *signal)
{
	return signal->kind == SIGNAL_TASK_OPEN || signal->kind == SIGNAL_TASK_DONE;
}

/* As add_keys() numbers them. */
static void add_names(struct namer *namer, const struct signal *signal)
{
	const struct sentence *sentence = &namer->journal->sentence[signal->sentence];
	const struct journal_entry *entry = &namer->journal->entry[sentence->entry];
	bool own = sentence->topic_count > 0;
	const char *const *topic = own ? sentence->topic : entry->topic;
	size_t count = own ? sentence->topic_count : entry->topic_count;

	if (is_task(signal))
		return;
	if (count == 0)
		add_name(namer, signal, "", 0, 0, namer->count++);
	for (size_t i = 0; i < count && i < TOPICS_MAX; i++)
		add_name(namer, signal, topic[i], i, count, namer->count++);
}

static int compare_names(const void *left, const void *right)
{
	const struct facts_name *a = left, *b = right;
	int order = memcmp(a->id, b->id, FACTS_KEY_SIZE);

	return order ? order : (a->key > b->key) - (a->key < b->key);
}

void facts_write_names(struct buf *out, const struct journal *journal)
{
	struct namer namer = {EVP_MD_CTX_new(), journal, out, 0};

	buf_clear(out);
	if (!namer.digest || EVP_DigestInit_ex(namer.digest, EVP_sha256(), NULL) != 1)
		memory_exhausted();
	for (size_t i = 0; i < journal->signal_count; i++)
		add_names(&namer, &journal->signal[i]);
	for (size_t i = 0; i < journal->signal_count; i++)
		if (!is_task(&journal->signal[i]))
			add_name(
			        &namer, &journal->signal[i], NULL, 0, 0, namer.count + (uint32_t)i);
	EVP_MD_CTX_free(namer.digest);
	if (out->len)
		qsort(out->data, out->len / sizeof(struct facts_name), sizeof(struct facts_name),
		        compare_names);
}

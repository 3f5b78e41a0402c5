/* SPDX-License-Identifier: MIT */
#include "core/facts.h"

#include "formats/buf.h"

#include <openssl/evp.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Beyond so many topics a sentence has no units left to share. */
enum { TOPICS_MAX = 32 };

struct head {
	uint32_t version;
	uint32_t size;
	uint32_t entry_count, sentence_count, signal_count, anchor_count, topic_count, key_count;
	uint32_t pool_size;
};

/* The arrays of a block being made. */
struct maker {
	struct facts_entry *entry;
	struct facts_sentence *sentence;
	struct facts_signal *signal;
	struct facts_anchor *anchor;
	uint32_t *topic;
	struct facts_key *key;
	size_t topic_count, topic_capacity, key_count, key_capacity;
	struct arena *arena;
	struct buf pool;
	EVP_MD_CTX *digest;
};

static uint32_t add_text(struct maker *maker, const char *text, size_t len)
{
	uint32_t at = (uint32_t)maker->pool.len;

	if (len == 0)
		return 0;
	buf_add(&maker->pool, text, len);
	buf_putc(&maker->pool, '\0');
	return at;
}

static uint32_t add_string(struct maker *maker, const char *text)
{
	return text ? add_text(maker, text, strlen(text)) : 0;
}

static uint32_t add_topics(struct maker *maker, const char *const *topic, size_t count)
{
	uint32_t first = (uint32_t)maker->topic_count;

	for (size_t i = 0; i < count; i++) {
		maker->topic = arena_grow(maker->arena, maker->topic, maker->topic_count,
		        &maker->topic_capacity, sizeof *maker->topic);
		maker->topic[maker->topic_count++] = add_string(maker, topic[i]);
	}
	return first;
}

static void digest_part(struct maker *maker, const void *data, size_t len)
{
	uint64_t size = len;

	if (EVP_DigestUpdate(maker->digest, &size, sizeof size) != 1 ||
	        EVP_DigestUpdate(maker->digest, data, len) != 1)
		memory_exhausted();
}

static void digest_begin(struct maker *maker, const EVP_MD *kind)
{
	if (EVP_DigestInit_ex(maker->digest, kind, NULL) != 1)
		memory_exhausted();
}

static void add_key(struct maker *maker, const struct signal *signal, uint32_t number,
        const struct sentence *sentence, const char *topic, uint32_t topic_text)
{
	unsigned char full[EVP_MAX_MD_SIZE];
	uint32_t kind = (uint32_t)signal->kind;

	digest_begin(maker, NULL);
	digest_part(maker, &kind, sizeof kind);
	digest_part(maker, signal->trailer ? signal->trailer : "",
	        signal->trailer ? strlen(signal->trailer) : 0);
	digest_part(maker, signal->target, strlen(signal->target));
	digest_part(maker, topic, strlen(topic));
	digest_part(maker, sentence->text, sentence->len);
	if (EVP_DigestFinal_ex(maker->digest, full, NULL) != 1)
		memory_exhausted();

	maker->key = arena_grow(maker->arena, maker->key, maker->key_count, &maker->key_capacity,
	        sizeof *maker->key);
	struct facts_key *key = &maker->key[maker->key_count++];
	memcpy(key->id, full, FACTS_KEY_SIZE);
	key->signal = number;
	key->topic = topic_text;
}

/* A key a topic: the sentence's own, else its entry's, else none. */
static void add_keys(struct maker *maker, const struct journal *journal, uint32_t number)
{
	const struct signal *signal = &journal->signal[number];
	const struct sentence *sentence = &journal->sentence[signal->sentence];
	const struct journal_entry *entry = &journal->entry[sentence->entry];
	bool own = sentence->topic_count > 0;
	const char *const *topic = own ? sentence->topic : entry->topic;
	size_t count = own ? sentence->topic_count : entry->topic_count;
	uint32_t first = own ? maker->sentence[signal->sentence].first_topic
	                     : maker->entry[sentence->entry].first_topic;

	if (signal->kind == SIGNAL_TASK_OPEN || signal->kind == SIGNAL_TASK_DONE)
		return;
	if (count == 0)
		add_key(maker, signal, number, sentence, "", 0);
	for (size_t i = 0; i < count && i < TOPICS_MAX; i++)
		add_key(maker, signal, number, sentence, topic[i], maker->topic[first + i]);
}

static int compare_keys(const void *left, const void *right)
{
	const struct facts_key *a = left, *b = right;
	int order = memcmp(a->id, b->id, FACTS_KEY_SIZE);

	return order ? order : (a->signal > b->signal) - (a->signal < b->signal);
}

static void fill(struct maker *maker, const struct journal *journal)
{
	for (size_t i = 0; i < journal->entry_count; i++) {
		const struct journal_entry *entry = &journal->entry[i];
		maker->entry[i] = (struct facts_entry){entry->day, add_string(maker, entry->title),
		        add_topics(maker, entry->topic, entry->topic_count),
		        (uint32_t)entry->topic_count, entry->line,
		        add_string(maker, entry->settled)};
	}
	for (size_t i = 0; i < journal->sentence_count; i++) {
		const struct sentence *sentence = &journal->sentence[i];
		maker->sentence[i] = (struct facts_sentence){
		        add_text(maker, sentence->text, sentence->len), sentence->line,
		        sentence->column, add_topics(maker, sentence->topic, sentence->topic_count),
		        (uint32_t)sentence->topic_count, sentence->entry};
	}
	for (uint32_t i = 0; i < journal->signal_count; i++) {
		const struct signal *signal = &journal->signal[i];
		maker->signal[i] = (struct facts_signal){(uint32_t)signal->kind,
		        add_string(maker, signal->target), add_string(maker, signal->trailer),
		        signal->sentence, signal->line, signal->column};
		add_keys(maker, journal, i);
	}
	for (size_t i = 0; i < journal->anchor_count; i++) {
		const struct anchor *anchor = &journal->anchor[i];
		maker->anchor[i] =
		        (struct facts_anchor){add_string(maker, anchor->slug), anchor->entry};
	}
	if (maker->key_count)
		qsort(maker->key, maker->key_count, sizeof *maker->key, compare_keys);
}

static char *put(char *at, const void *data, size_t count, size_t size)
{
	if (count)
		memcpy(at, data, count * size);
	return at + count * size;
}

/* The whole block; texts of a hundred megabytes cannot come from a journal of JOURNAL_MAX bytes. */
static void *assemble(const struct maker *maker, struct arena *arena, struct head *out)
{
	struct head head = *out;
	uint64_t size = sizeof head + (uint64_t)head.entry_count * sizeof *maker->entry +
	                (uint64_t)head.sentence_count * sizeof *maker->sentence +
	                (uint64_t)head.signal_count * sizeof *maker->signal +
	                (uint64_t)head.anchor_count * sizeof *maker->anchor +
	                (uint64_t)head.topic_count * sizeof *maker->topic +
	                (uint64_t)head.key_count * sizeof *maker->key + head.pool_size;

	if (size > UINT32_MAX)
		memory_exhausted();
	out->size = head.size = (uint32_t)size;
	char *block = arena_alloc(arena, size);
	char *at = put(block, &head, 1, sizeof head);
	at = put(at, maker->entry, head.entry_count, sizeof *maker->entry);
	at = put(at, maker->sentence, head.sentence_count, sizeof *maker->sentence);
	at = put(at, maker->signal, head.signal_count, sizeof *maker->signal);
	at = put(at, maker->anchor, head.anchor_count, sizeof *maker->anchor);
	at = put(at, maker->topic, head.topic_count, sizeof *maker->topic);
	at = put(at, maker->key, head.key_count, sizeof *maker->key);
	put(at, maker->pool.data, head.pool_size, 1);
	return block;
}

void facts_make(
        struct facts *out, struct arena *arena, const struct journal *journal, bool only_keys)
{
	struct arena scratch = ARENA_INIT;
	struct maker maker = {.arena = &scratch, .pool = BUF_INIT, .digest = EVP_MD_CTX_new()};

	if (!maker.digest)
		memory_exhausted();
	digest_begin(&maker, EVP_sha256());
	buf_putc(&maker.pool, '\0');
	maker.entry = arena_array(&scratch, journal->entry_count, sizeof *maker.entry);
	maker.sentence = arena_array(&scratch, journal->sentence_count, sizeof *maker.sentence);
	maker.signal = arena_array(&scratch, journal->signal_count, sizeof *maker.signal);
	maker.anchor = arena_array(&scratch, journal->anchor_count, sizeof *maker.anchor);
	fill(&maker, journal);

	if (only_keys) {
		*out = (struct facts){.key_count = (uint32_t)maker.key_count,
		        .key = arena_copy(arena, maker.key, maker.key_count * sizeof *maker.key)};
	} else {
		struct head head = {FACTS_VERSION, 0, (uint32_t)journal->entry_count,
		        (uint32_t)journal->sentence_count, (uint32_t)journal->signal_count,
		        (uint32_t)journal->anchor_count, (uint32_t)maker.topic_count,
		        (uint32_t)maker.key_count, (uint32_t)maker.pool.len};
		const void *block = assemble(&maker, arena, &head);
		bool good = facts_open(out, block, head.size);
		assert(good);
		(void)good;
	}
	EVP_MD_CTX_free(maker.digest);
	buf_release(&maker.pool);
	arena_release(&scratch);
}

/* Takes count records from the block; NULL when it is too short for them. */
static const void *take(const char **at, const char *end, uint32_t count, size_t size)
{
	const char *start = *at;

	if (!start || (size_t)(end - start) / size < count) {
		*at = NULL;
		return NULL;
	}
	*at += count * size;
	return start;
}

static bool in_pool(const struct head *head, uint32_t text)
{
	return text < head->pool_size;
}

static bool is_range(uint32_t first, uint32_t count, uint32_t total)
{
	return first <= total && count <= total - first;
}

static bool check_entries(const struct facts *facts, const struct head *head)
{
	for (uint32_t i = 0; i < facts->entry_count; i++) {
		const struct facts_entry *entry = &facts->entry[i];
		if (!in_pool(head, entry->title) || !in_pool(head, entry->settled) ||
		        !is_range(entry->first_topic, entry->topic_count, facts->topic_count))
			return false;
	}
	for (uint32_t i = 0; i < facts->sentence_count; i++) {
		const struct facts_sentence *sentence = &facts->sentence[i];
		if (!in_pool(head, sentence->text) || sentence->entry >= facts->entry_count ||
		        !is_range(sentence->first_topic, sentence->topic_count, facts->topic_count))
			return false;
	}
	for (uint32_t i = 0; i < facts->anchor_count; i++) {
		if (!in_pool(head, facts->anchor[i].slug) ||
		        facts->anchor[i].entry >= facts->entry_count)
			return false;
	}
	return true;
}

static bool check_signals(const struct facts *facts, const struct head *head)
{
	for (uint32_t i = 0; i < facts->signal_count; i++) {
		const struct facts_signal *signal = &facts->signal[i];
		if (signal->kind > SIGNAL_TASK_DONE || !in_pool(head, signal->target) ||
		        !in_pool(head, signal->trailer) ||
		        signal->sentence >= facts->sentence_count)
			return false;
	}
	for (uint32_t i = 0; i < facts->topic_count; i++) {
		if (!in_pool(head, facts->topic[i]))
			return false;
	}
	for (uint32_t i = 0; i < facts->key_count; i++) {
		const struct facts_key *key = &facts->key[i];
		if (key->signal >= facts->signal_count || !in_pool(head, key->topic) ||
		        (i > 0 && compare_keys(key - 1, key) > 0))
			return false;
	}
	return true;
}

bool facts_open(struct facts *out, const void *block, size_t size)
{
	const struct head *head = block;
	const char *at = (const char *)block + sizeof *head, *end = (const char *)block + size;

	memset(out, 0, sizeof *out);
	if (size < sizeof *head || head->version != FACTS_VERSION || head->size != size)
		return false;
	struct facts facts = {.block = block, .size = size};
	facts.entry = take(&at, end, facts.entry_count = head->entry_count, sizeof *facts.entry);
	facts.sentence =
	        take(&at, end, facts.sentence_count = head->sentence_count, sizeof *facts.sentence);
	facts.signal =
	        take(&at, end, facts.signal_count = head->signal_count, sizeof *facts.signal);
	facts.anchor =
	        take(&at, end, facts.anchor_count = head->anchor_count, sizeof *facts.anchor);
	facts.topic = take(&at, end, facts.topic_count = head->topic_count, sizeof *facts.topic);
	facts.key = take(&at, end, facts.key_count = head->key_count, sizeof *facts.key);
	facts.pool = take(&at, end, head->pool_size, 1);
	if (!facts.pool || at != end || head->pool_size == 0 || facts.pool[0] != '\0' ||
	        facts.pool[head->pool_size - 1] != '\0' || !check_entries(&facts, head) ||
	        !check_signals(&facts, head))
		return false;
	*out = facts;
	return true;
}

/* SPDX-License-Identifier: MIT */
#include "formats/journal_words.h"

#define XXH_INLINE_ALL
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

void journal_words_clear(struct journal_words *words)
{
	/* After 2^32 files the numbers begin again. */
	if (++words->file == 0) {
		memset(words->word, 0, words->capacity * sizeof(*words->word));
		words->file = 1;
	}
	words->count = 0;
}

static struct journal_word *find(
        const struct journal_words *words, uint64_t hash, const char *text, size_t len)
{
	size_t mask = words->capacity - 1, i = hash & mask;

	for (;; i = (i + 1) & mask) {
		struct journal_word *word = words->word + i;

		if (word->file != words->file)
			return word;
		if (word->hash == hash && word->len == len && memcmp(word->text, text, len) == 0)
			return word;
	}
}

static void grow(struct journal_words *words)
{
	struct journal_words bigger = {.file = words->file, .count = words->count};

	bigger.capacity = words->capacity ? 2 * words->capacity : 256;
	bigger.word = memory_alloc(bigger.capacity * sizeof(*bigger.word));
	memset(bigger.word, 0, bigger.capacity * sizeof(*bigger.word));
	for (size_t i = 0; i < words->capacity; i++) {
		const struct journal_word *word = words->word + i;

		if (word->file == words->file)
			*find(&bigger, word->hash, word->text, word->len) = *word;
	}
	free(words->word);
	*words = bigger;
}

struct journal_word *journal_words_get(
        struct journal_words *words, struct arena *arena, const char *text, size_t len)
{
	/* Seeded by an address, which nobody who writes a file can know: no chosen collisions. */
	uint64_t hash = XXH3_64bits_withSeed(text, len, (uintptr_t)words);
	struct journal_word *word;

	if (2 * words->count >= words->capacity)
		grow(words);
	word = find(words, hash, text, len);
	if (word->file != words->file) {
		*word = (struct journal_word){.text = arena_string(arena, text, len),
		        .hash = hash,
		        .len = (uint32_t)len,
		        .file = words->file};
		words->count++;
	}
	return word;
}

void journal_words_release(struct journal_words *words)
{
	free(words->word);
	*words = (struct journal_words){0};
}

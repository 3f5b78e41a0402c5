/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/facts.h"
#include "formats/buf.h"

#include <stdlib.h>
#include <string.h>

static const char text[] = "# 2026-01-05 Monday\n"
                           "\n"
                           "Thanks @bob for the #docs and #tests.\n"
                           "Thanks @bob for the #docs and #tests.\n"
                           "@cyd, shall we? See [it](../bob/01.md).\n"
                           "\n"
                           "- [ ] write it down\n"
                           "\n"
                           "## Later\n"
                           "\n"
                           "More of #releases.\n"
                           "\n"
                           "Tested-by: Bob Oy <bob@example.org>\n";

static void read_text(struct facts *out, struct arena *arena, const char *markdown, bool only_keys)
{
	struct thanks words;
	struct journal journal;

	thanks_build(&words, arena, thanks_shipped, thanks_shipped_count);
	journal_parse(&journal, arena, markdown, strlen(markdown), &words);
	facts_make(out, arena, &journal, only_keys);
}

static void test_kept(void **state)
{
	struct arena arena = ARENA_INIT;
	struct facts facts;

	(void)state;
	read_text(&facts, &arena, text, false);
	assert_int_equal(facts.entry_count, 1);
	assert_string_equal(facts_text(&facts, facts.entry[0].title), "Monday");
	assert_int_equal(facts.entry[0].topic_count, 3);
	/* two thanks with two topics each, a question, a link and a trailer under three */
	assert_int_equal(facts.signal_count, 6);
	assert_int_equal(facts.key_count, 2 + 2 + 3 + 3 + 3);
	for (uint32_t i = 0; i < facts.key_count; i++) {
		const struct facts_signal *signal = &facts.signal[facts.key[i].signal];
		assert_int_not_equal(signal->kind, SIGNAL_TASK_OPEN);
		assert_true(facts.key[i].topic > 0);
	}
	assert_string_equal(facts_text(&facts, facts.signal[5].trailer), "tested-by");
	arena_release(&arena);
}

static const struct facts_key *find_key(const struct facts *facts, const struct facts_key *key)
{
	for (uint32_t i = 0; i < facts->key_count; i++) {
		if (memcmp(facts->key[i].id, key->id, FACTS_KEY_SIZE) == 0)
			return &facts->key[i];
	}
	return NULL;
}

static uint32_t common_keys(const char *one, const char *other)
{
	struct arena arena = ARENA_INIT;
	struct facts a, b;
	uint32_t common = 0;

	read_text(&a, &arena, one, false);
	read_text(&b, &arena, other, true);
	for (uint32_t i = 0; i < a.key_count; i++)
		common += find_key(&b, &a.key[i]) != NULL;
	arena_release(&arena);
	return common;
}

static void test_keys(void **state)
{
	(void)state;
	assert_int_equal(common_keys("Thanks @bob.\n", "# New\n\nThanks @bob.\n"), 1);
	assert_int_equal(common_keys("Thanks @bob.\n", "Thanks  @Bob.\n"), 0);
	assert_int_equal(common_keys("Thanks @bob.\n", "Thanks @cyd.\n"), 0);
	assert_int_equal(common_keys("Thanks @bob.\n", "Thanks @bob for #docs.\n"), 0);
	assert_int_equal(common_keys("Thanks @bob.\n", "Thanks @bob.\n\nOn #docs.\n"), 0);
	assert_int_equal(common_keys("Hm @bob.\n", "Hm @bob?\n"), 0);
	assert_int_equal(common_keys("x\n\nTested-by: bob\n", "x\n\nReviewed-by: bob\n"), 0);
}

static void test_order(void **state)
{
	struct arena arena = ARENA_INIT;
	struct facts facts;
	uint32_t equal = 0;

	(void)state;
	read_text(&facts, &arena, text, false);
	for (uint32_t i = 1; i < facts.key_count; i++) {
		const struct facts_key *before = &facts.key[i - 1], *key = &facts.key[i];
		int order = memcmp(before->id, key->id, FACTS_KEY_SIZE);
		assert_true(order < 0 || (order == 0 && before->signal < key->signal));
		equal += order == 0;
	}
	assert_int_equal(equal, 2); /* the second "Thanks @bob", under two topics */
	arena_release(&arena);
}

static void test_topics(void **state)
{
	struct arena arena = ARENA_INIT;
	struct buf markdown = BUF_INIT;
	struct facts facts;

	(void)state;
	for (int i = 0; i < 500; i++)
		buf_print(&markdown, "#topic%d ", i);
	for (int i = 0; i < 500; i++)
		buf_print(&markdown, "@person%d ", i);
	read_text(&facts, &arena, markdown.data, false);
	assert_int_equal(facts.signal_count, 500);
	assert_int_equal(facts.key_count, 500 * 32);
	buf_release(&markdown);
	arena_release(&arena);
}

/* Whatever is broken in a block, opening it either says so or gives facts that can be walked. */
static void walk(const struct facts *facts)
{
	size_t sum = 0;

	for (uint32_t i = 0; i < facts->key_count; i++) {
		const struct facts_signal *signal = &facts->signal[facts->key[i].signal];
		const struct facts_sentence *sentence = &facts->sentence[signal->sentence];
		const struct facts_entry *entry = &facts->entry[sentence->entry];
		sum += strlen(facts_text(facts, signal->target));
		sum += strlen(facts_text(facts, signal->trailer));
		sum += strlen(facts_text(facts, sentence->text));
		sum += strlen(facts_text(facts, facts->key[i].topic));
		for (uint32_t j = 0; j < entry->topic_count; j++)
			sum += strlen(facts_text(facts, facts->topic[entry->first_topic + j]));
	}
	assert_true(sum < 1000000);
}

static void test_broken(void **state)
{
	struct arena arena = ARENA_INIT;
	struct facts facts, again;
	uint32_t refused = 0;

	(void)state;
	read_text(&facts, &arena, text, false);
	unsigned char *block = malloc(facts.size);
	assert_non_null(block);
	memcpy(block, facts.block, facts.size);
	assert_true(facts_open(&again, block, facts.size));
	for (size_t len = 0; len < facts.size; len++)
		assert_false(facts_open(&again, block, len));
	for (size_t at = 0; at < facts.size * 8; at++) {
		block[at / 8] ^= (unsigned char)(1u << at % 8);
		if (facts_open(&again, block, facts.size))
			walk(&again);
		else
			refused++;
		block[at / 8] ^= (unsigned char)(1u << at % 8);
	}
	assert_true(refused > 1000);
	block[facts.size - 1] = 'x';
	assert_false(facts_open(&again, block, facts.size));
	free(block);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"a block keeps entries, topics, signals and trailers", test_kept, NULL, NULL,
	                NULL},
	        {"a sentence is known by kind, receiver, topic and text", test_keys, NULL, NULL,
	                NULL},
	        {"equal sentences stand in their order", test_order, NULL, NULL, NULL},
	        {"topics beyond the thirty-second have no part", test_topics, NULL, NULL, NULL},
	        {"a broken block is refused or harmless", test_broken, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests_name("facts", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/history/facts.h"
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

/* What is kept of a text. */
struct kept {
	struct arena arena;
	struct dictionary word;
	struct buf facts, names;
	struct facts read;
};

static struct reader reader_of(const struct buf *buf)
{
	const unsigned char *data = (const unsigned char *)buf->data;

	return (struct reader){data, data + buf->len, false};
}

/* One a key, and one a signal that is no task. */
static uint32_t name_count(const struct facts *facts)
{
	uint32_t count = facts->key_count;

	for (uint32_t i = 0; i < facts->signal_count; i++)
		count += facts->signal[i].kind < SIGNAL_TASK_OPEN;
	return count;
}

static void keep(struct kept *kept, const char *markdown)
{
	struct thanks words;
	struct journal journal;

	*kept = (struct kept){
	        .arena = ARENA_INIT, .facts = BUF_INIT, .names = BUF_INIT, .read = FACTS_INIT};
	dictionary_open(&kept->word, &kept->arena, NULL, STORE_WORD, 0);
	thanks_build(&words, &kept->arena, thanks_shipped, thanks_shipped_count);
	journal_parse(&journal, &kept->arena, markdown, strlen(markdown), &words);
	facts_write(&kept->facts, &kept->word, &journal);
	facts_write_names(&kept->names, &journal);
	assert_true(facts_read(&kept->read, reader_of(&kept->facts), kept->word.column.count));
	assert_int_equal(kept->names.len, name_count(&kept->read) * sizeof(struct facts_name));
}

static void forget(struct kept *kept)
{
	facts_release(&kept->read);
	buf_release(&kept->facts);
	buf_release(&kept->names);
	arena_release(&kept->arena);
}

static const char *word(const struct kept *kept, uint32_t number)
{
	return dictionary_text(&kept->word, number);
}

static struct facts_name name_at(const struct kept *kept, size_t number)
{
	struct facts_name name;

	memcpy(&name, kept->names.data + number * sizeof name, sizeof name);
	return name;
}

static void test_kept(void **state)
{
	static const enum signal_kind kind[] = {SIGNAL_THANKS, SIGNAL_THANKS, SIGNAL_ASKS,
	        SIGNAL_BUILDS_ON, SIGNAL_TASK_OPEN, SIGNAL_THANKS};
	static const uint32_t line[] = {3, 4, 5, 5, 7, 13};
	struct kept kept;
	uint32_t key = 0;

	(void)state;
	keep(&kept, text);
	const struct facts *facts = &kept.read;
	assert_int_equal(facts->entry_count, 1);
	assert_int_equal(facts->entry[0].line, 1);
	assert_int_equal(facts->entry[0].day, 20458);
	assert_int_equal(facts->entry[0].topic_count, 3);
	assert_int_equal(facts->signal_count, 6);
	for (uint32_t i = 0; i < 6; i++) {
		assert_int_equal(facts->signal[i].kind, kind[i]);
		assert_int_equal(facts->signal[i].line, line[i]);
	}
	assert_string_equal(word(&kept, facts->signal[2].target), "cyd");
	assert_string_equal(word(&kept, facts->signal[3].target), "../bob/01.md");
	assert_int_equal(facts->signal[0].trailer, FACTS_NONE);
	assert_string_equal(word(&kept, facts->signal[5].trailer), "tested-by");
	/* two thanks with two topics each, a question, a link and a trailer under three */
	assert_int_equal(facts->key_count, 2 + 2 + 3 + 3 + 3);
	for (uint32_t i = 0; i < facts->signal_count; i++)
		for (uint32_t first = key; key < facts->key_count && facts->key[key].signal == i;
		        key++)
			assert_int_equal(facts->key[key].first, key == first);
	assert_int_equal(key, facts->key_count);
	assert_string_equal(word(&kept, facts->key[1].topic), "tests");
	forget(&kept);
}

static uint32_t common_names(const char *one, const char *other)
{
	struct kept a, b;
	uint32_t common = 0;

	keep(&a, one);
	keep(&b, other);
	for (uint32_t i = 0; i < name_count(&a.read); i++)
		for (uint32_t j = 0; j < name_count(&b.read); j++)
			common += !memcmp(name_at(&a, i).id, name_at(&b, j).id, FACTS_KEY_SIZE);
	forget(&a);
	forget(&b);
	return common;
}

/* Two in common: the words, and the words under their topic and day. */
static void test_names(void **state)
{
	(void)state;
	assert_int_equal(common_names("Thanks @bob.\n", "# New\n\nThanks @bob.\n"), 2);
	assert_int_equal(common_names("Thanks @bob.\n", "# 2026-01-05\n\nThanks @bob.\n"), 1);
	assert_int_equal(common_names("Thanks @bob.\n", "Thanks  @Bob.\n"), 0);
	assert_int_equal(common_names("Thanks @bob.\n", "Thanks @cyd.\n"), 0);
	assert_int_equal(common_names("Thanks @bob.\n", "Thanks @bob for #docs.\n"), 0);
	assert_int_equal(common_names("Thanks @bob.\n", "Thanks @bob.\n\nOn #docs.\n"), 1);
	assert_int_equal(common_names("Hm @bob.\n", "Hm @bob?\n"), 0);
	assert_int_equal(common_names("x\n\nTested-by: bob\n", "x\n\nReviewed-by: bob\n"), 0);
}

static void test_order(void **state)
{
	struct kept kept;
	uint32_t equal = 0;

	(void)state;
	keep(&kept, text);
	for (uint32_t i = 1; i < name_count(&kept.read); i++) {
		struct facts_name before = name_at(&kept, i - 1), name = name_at(&kept, i);
		int order = memcmp(before.id, name.id, FACTS_KEY_SIZE);
		assert_true(order < 0 || (order == 0 && before.key < name.key));
		equal += order == 0;
	}
	/* the second "Thanks @bob", under two topics, and its words */
	assert_int_equal(equal, 3);
	forget(&kept);
}

static void test_topics(void **state)
{
	struct buf markdown = BUF_INIT;
	struct kept kept;

	(void)state;
	for (int i = 0; i < 500; i++)
		buf_print(&markdown, "#topic%d ", i);
	for (int i = 0; i < 500; i++)
		buf_print(&markdown, "@person%d ", i);
	keep(&kept, markdown.data);
	assert_int_equal(kept.read.signal_count, 500);
	assert_int_equal(kept.read.key_count, 500 * 32);
	buf_release(&markdown);
	forget(&kept);
}

/* Whatever is broken, reading either says so or gives facts that can be walked. */
static void walk(const struct kept *kept, const struct facts *facts)
{
	size_t sum = 0;

	for (uint32_t i = 0; i < facts->key_count; i++) {
		const struct facts_signal *signal = &facts->signal[facts->key[i].signal];
		const struct facts_sentence *sentence = &facts->sentence[signal->sentence];
		const struct facts_entry *entry = &facts->entry[sentence->entry];
		sum += strlen(word(kept, signal->target));
		if (signal->trailer != FACTS_NONE)
			sum += strlen(word(kept, signal->trailer));
		if (facts->key[i].topic != FACTS_NONE)
			sum += strlen(word(kept, facts->key[i].topic));
		for (uint32_t j = 0; j < entry->topic_count; j++)
			sum += strlen(word(kept, facts->topic[entry->first_topic + j]));
	}
	assert_true(sum < 1000000);
}

static void test_broken(void **state)
{
	struct kept kept;
	struct facts again = FACTS_INIT;
	uint32_t refused = 0;

	(void)state;
	keep(&kept, text);
	struct reader reader = reader_of(&kept.facts);
	for (; reader.end > reader.at;) {
		reader.end--;
		assert_false(facts_read(&again, reader, kept.word.column.count));
	}
	for (size_t at = 0; at < kept.facts.len * 8; at++) {
		kept.facts.data[at / 8] ^= (char)(1u << at % 8);
		if (facts_read(&again, reader_of(&kept.facts), kept.word.column.count))
			walk(&kept, &again);
		else
			refused++;
		kept.facts.data[at / 8] ^= (char)(1u << at % 8);
	}
	assert_true(refused > 100);
	/* a word that the dictionary has not */
	assert_false(facts_read(&again, reader_of(&kept.facts), kept.word.column.count - 1));
	facts_release(&again);
	forget(&kept);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"kept are entries, topics, signals and trailers", test_kept, NULL, NULL, NULL},
	        {"a sentence is known by kind, receiver, topic and text", test_names, NULL, NULL,
	                NULL},
	        {"equal sentences stand in their order", test_order, NULL, NULL, NULL},
	        {"topics beyond the thirty-second have no part", test_topics, NULL, NULL, NULL},
	        {"broken facts are refused or harmless", test_broken, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests_name("facts", tests, NULL, NULL);
}

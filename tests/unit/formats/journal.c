/* SPDX-License-Identifier: MIT */
#include "formats/journal.h"
#include "formats/buf.h"
#include "formats/date.h"
#include "formats/journal_reader.h"
#include "tests/unit/files.h"

#include <ftw.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define CASES "tests/formats/journal/valid"

static struct arena shared = ARENA_INIT;
static struct thanks words;

static int build_words(void **state)
{
	(void)state;
	thanks_build(&words, &shared, thanks_shipped, thanks_shipped_count);
	return 0;
}

static int release_words(void **state)
{
	(void)state;
	arena_release(&shared);
	return 0;
}

static void print_topics(struct buf *out, const char *const *topic, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_print(out, " #%s", topic[i]);
}

static void print_entry(struct buf *out, const struct journal_entry *entry)
{
	char day[DAY_SIZE];

	buf_print(out, "entry %u %s", entry->line,
	        entry->day == JOURNAL_NO_DAY ? "-" : day_print(day, entry->day));
	if (*entry->title)
		buf_print(out, " %s", entry->title);
	print_topics(out, entry->topic, entry->topic_count);
	if (entry->settled)
		buf_print(out, " [settled: %s]", entry->settled);
	buf_putc(out, '\n');
}

/* The form of the *.expect files; a sentence without signals is shown for its topics. */
static void print_journal(struct buf *out, const struct journal *journal)
{
	static const char *const kinds[] = {
	        "thanks", "builds-on", "asks", "mention", "task-open", "task-done"};
	bool carries[4096] = {false};

	for (size_t i = 0; i < journal->entry_count; i++)
		print_entry(out, journal->entry + i);
	for (size_t i = 0; i < journal->signal_count; i++)
		carries[journal->signal[i].sentence & 4095] = true;
	for (size_t i = 0; i < journal->sentence_count; i++) {
		const struct sentence *sentence = journal->sentence + i;

		if (carries[i & 4095])
			continue;
		buf_print(out, "sentence %u:%u", sentence->line, sentence->column);
		print_topics(out, sentence->topic, sentence->topic_count);
		buf_putc(out, '\n');
	}
	for (size_t i = 0; i < journal->signal_count; i++) {
		const struct signal *signal = journal->signal + i;
		const struct sentence *sentence = journal->sentence + signal->sentence;

		buf_print(out, "%u:%u %s %s", signal->line, signal->column, kinds[signal->kind],
		        *signal->target ? signal->target : "-");
		if (signal->trailer)
			buf_print(out, " %s", signal->trailer);
		print_topics(out, sentence->topic, sentence->topic_count);
		buf_putc(out, '\n');
	}
	for (size_t i = 0; i < journal->anchor_count; i++)
		buf_print(out, "anchor %u %s\n", journal->anchor[i].line, journal->anchor[i].slug);
}

static void print_sentences(struct buf *out, const struct journal *journal)
{
	for (size_t i = 0; i < journal->sentence_count; i++)
		buf_print(out, "%u:%u %s\n", journal->sentence[i].line, journal->sentence[i].column,
		        journal->sentence[i].text);
}

/* A copy of the text with nothing behind it, so that a sanitizer sees what reads on. */
static void print_text(struct buf *out, const char *text, size_t len)
{
	struct arena arena = ARENA_INIT;
	struct journal journal;
	char *copy = memory_alloc(len);

	if (len)
		memcpy(copy, text, len);
	journal_parse(&journal, &arena, copy, len, &words);
	print_journal(out, &journal);
	arena_release(&arena);
	free(copy);
}

static void run_case(const char *path, void *wrong)
{
	struct buf text = BUF_INIT, want = BUF_INIT, got = BUF_INIT;

	file_case(&text, &want, path);
	print_text(&got, text.data, text.len);
	if (strcmp(got.data, want.data) != 0) {
		print_error("%s:\nwanted:\n%sgot:\n%s\n", path, want.data, got.data);
		++*(unsigned *)wrong;
	}
	buf_release(&text);
	buf_release(&want);
	buf_release(&got);
}

static void each_case_gives_what_is_expected(void **state)
{
	unsigned wrong = 0;

	(void)state;
	folder_each(CASES, ".md", 30, run_case, &wrong);
	assert_int_equal(wrong, 0);
}

static void parse(struct journal *journal, struct arena *arena, const struct buf *text)
{
	journal_parse(journal, arena, text->data, text->len, &words);
}

static void a_reader_keeps_nothing_of_the_file_before(void **state)
{
	static const char first[] = "# 2026-01-01 Kudos\n\nThanks @bob #x. [a](b.md)\n\nKudos:\n";
	static const char second[] = "- @bob and #x [a](b.md)\n";
	struct journal_reader *reader = journal_open();
	struct arena arena = ARENA_INIT;
	struct journal journal;
	struct buf fresh = BUF_INIT, again = BUF_INIT;

	(void)state;
	print_text(&fresh, second, strlen(second));
	journal_read(reader, &journal, &arena, first, strlen(first), &words);
	assert_int_equal(journal.signal_count, 2);
	journal_read(reader, &journal, &arena, second, strlen(second), &words);
	print_journal(&again, &journal);
	assert_string_equal(again.data, fresh.data);
	journal_close(reader);
	arena_release(&arena);
	buf_release(&fresh);
	buf_release(&again);
}

static uint32_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

#define PICK(list, state) (list)[next_random(state) % (sizeof(list) / sizeof(*(list)))]

static void random_journal(struct buf *text, uint64_t *seed)
{
	static const char *const begin[] = {"", "", "", "", "", "", "- ", "* ", "# ",
	        "## 2026-01-0", "  ", "1. ", "> ", "```\n", "Kudos:\n\n", "## Thanks\n\n", "\t",
	        "- [ ] ", "=\n", "Thanks-to: @foot\n", "Settled: yes\n"};
	static const char *const words_of_text[] = {"a sentence of words.", "thanks @bob for it.",
	        "Is @cyd here?", "one with #topic.", "#only-a-topic", "see No.", "5 e.g.",
	        "no stop at all", "[x](../bob/x.md).", "`code @no`.", "**@dan** did it!",
	        "mail a@b.org.", "approx.", "Thank you!", "it is over. A second one.", "@eve",
	        "long words that take some room so that the paragraph is parted.", "a & b.",
	        "日本語。", "two  blanks.", "end.\r", "at the shop (?)", "(?) and", "[@gus] who?",
	        "Retries (@hal) - who?", "Kudos from @ian to @jon."};
	static const char *const end[] = {
	        "\n", "\n", "\n", "\n", "\n", "\n\n", "\n\n", "  \n", " ", " ", "\n\n\n"};
	unsigned parts = 2 + next_random(seed) % 24;

	buf_clear(text);
	while (parts--) {
		buf_puts(text, PICK(begin, seed));
		buf_puts(text, PICK(words_of_text, seed));
		buf_puts(text, PICK(end, seed));
	}
}

static void short_ways_change_nothing(void **state)
{
	struct journal_reader *quick = journal_open(), *exact = journal_open();
	struct buf text = BUF_INIT, got = BUF_INIT, want = BUF_INIT;
	uint64_t seed = 7;

	(void)state;
	exact->exact = true;
	markdown_set_exact(exact->markdown, true);
	for (int round = 0; round < 20000; round++) {
		struct arena arena = ARENA_INIT;
		struct journal journal;

		random_journal(&text, &seed);
		buf_clear(&got);
		buf_clear(&want);
		journal_read(quick, &journal, &arena, text.data, text.len, &words);
		print_journal(&got, &journal);
		print_sentences(&got, &journal);
		journal_read(exact, &journal, &arena, text.data, text.len, &words);
		print_journal(&want, &journal);
		print_sentences(&want, &journal);
		if (strcmp(got.data, want.data) != 0)
			fail_msg("text:\n%s\nexact:\n%s\nquick:\n%s", text.data, want.data,
			        got.data);
		arena_release(&arena);
	}
	journal_close(quick);
	journal_close(exact);
	buf_release(&text);
	buf_release(&got);
	buf_release(&want);
}

static void a_sentence_knows_its_entry_day_and_text(void **state)
{
	static const char text[] = "# 2026-11-24\n\nOne.  Two\t*three*\n\t@bob  \"four\".\n";
	struct arena arena = ARENA_INIT;
	struct journal journal;

	(void)state;
	journal_parse(&journal, &arena, text, strlen(text), &words);
	assert_int_equal(journal.sentence_count, 1);
	assert_string_equal(journal.sentence[0].text, "Two three @bob \"four\".");
	assert_int_equal(journal.sentence[0].len, strlen("Two three @bob \"four\"."));
	assert_int_equal(journal.sentence[0].line, 3);
	assert_int_equal(journal.sentence[0].column, 7);
	assert_int_equal(journal.sentence[0].entry, 0);
	assert_int_equal(journal.sentence[0].day, 20781);
	arena_release(&arena);
}

static void a_title_is_cut_on_a_character(void **state)
{
	struct arena arena = ARENA_INIT;
	struct journal journal;
	struct buf text = BUF_INIT;

	(void)state;
	buf_puts(&text, "# x");
	for (int i = 0; i < 100; i++)
		buf_puts(&text, "ü");
	parse(&journal, &arena, &text);
	assert_int_equal(strlen(journal.entry[0].title), 119);
	arena_release(&arena);
	buf_release(&text);
}

static void a_charter_may_have_other_thanks_words(void **state)
{
	static const char *const list[] = {"hip hip", "TY", "谢"};
	static const char text[] = "- Hip hip @a!\n- ty @b\n- 多谢@c\n- Thanks @d\n- party @e\n";
	struct arena arena = ARENA_INIT;
	struct thanks own;
	struct journal journal;

	(void)state;
	thanks_build(&own, &arena, list, 3);
	journal_parse(&journal, &arena, text, strlen(text), &own);
	assert_int_equal(journal.signal_count, 5);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(journal.signal[i].kind, i < 3 ? SIGNAL_THANKS : SIGNAL_MENTION);
	arena_release(&arena);
}

static void twenty_thousand_mentions_on_one_line_are_all_found(void **state)
{
	struct arena arena = ARENA_INIT;
	struct journal journal;
	struct buf text = BUF_INIT;

	(void)state;
	for (int i = 0; i < 20000; i++)
		buf_print(&text, "@h%d ", i);
	parse(&journal, &arena, &text);
	assert_int_equal(journal.signal_count, 20000);
	assert_int_equal(journal.signal[19999].line, 1);
	assert_int_equal(journal.signal[19999].column, text.len - strlen("@h19999 ") + 1);
	arena_release(&arena);
	buf_release(&text);
}

static void a_mention_behind_three_megabytes_of_one_line_is_found(void **state)
{
	struct arena arena = ARENA_INIT;
	struct journal journal;
	struct buf text = BUF_INIT;

	(void)state;
	for (int i = 0; i < 3000000; i++)
		buf_putc(&text, 'x');
	buf_puts(&text, " @bob\n");
	parse(&journal, &arena, &text);
	assert_int_equal(journal.signal_count, 1);
	assert_int_equal(journal.signal[0].column, 3000002);
	assert_true(journal.sentence[0].len < 70000);
	arena_release(&arena);
	buf_release(&text);
}

static void repeat(struct buf *text, const char *what, size_t size)
{
	size_t len = strlen(what);

	while (text->len < size)
		buf_add(text, what, len);
}

/* Each took more than linear time in cmark, or did in an earlier form of this code. */
static void hostile_texts_are_read_to_the_end(void **state)
{
	static const char *const hostile[] = {"![[]()", "[", "*a _b ", "`a``", "<!", "<?", "<a b='",
	        "&amp;@bob ", "> ", "- ", "1. ", "\r", "\n", "[a](b.md)", "[a]: b.md\n\n[a]\n\n",
	        "@bob", "#a ", "thanks ", "@a thanks ", "thanks @a ", "- @a\n  - @b\n", "<!-- a\n",
	        "<div>\n```\n", "- [x] a\n", "# same\n", "A-by: @a\n", "```\n", "\\", "> a\nb\n",
	        "@a? ", "[a](b \"", "[a](<b", "a:// "};
	struct buf text = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(hostile) / sizeof(*hostile); i++) {
		struct arena arena = ARENA_INIT;
		struct journal journal;
		uint32_t lines = 1;

		buf_clear(&text);
		buf_puts(&text, "@first\n\n");
		repeat(&text, hostile[i], 400000);
		for (size_t k = 0; k < text.len; k++)
			lines += text.data[k] == '\n' || text.data[k] == '\r';
		buf_puts(&text, "\n\n");
		parse(&journal, &arena, &text);
		assert_true(journal.signal_count >= 1);
		assert_string_equal(journal.signal[0].target, "first");
		for (size_t k = 1; k < journal.signal_count; k++)
			assert_in_range(journal.signal[k].line, journal.signal[k - 1].line, lines);
		arena_release(&arena);
	}
	buf_release(&text);
}

static void what_is_nested_too_deep_is_left_out(void **state)
{
	struct arena arena = ARENA_INIT;
	struct journal journal;
	struct buf text = BUF_INIT;

	(void)state;
	for (int i = 0; i < 2000; i++)
		buf_print(&text, "%*s- @h%d\n", 2 * i, "", i);
	buf_puts(&text, "\n\n\n@after\n");
	parse(&journal, &arena, &text);
	assert_in_range(journal.signal_count, 60, 70);
	assert_string_equal(journal.signal[journal.signal_count - 1].target, "after");
	assert_int_equal(journal.signal[journal.signal_count - 1].line, 2004);
	arena_release(&arena);
	buf_release(&text);
}

struct work {
	const struct buf *text;
	struct buf out;
};

static void *read_often(void *context)
{
	struct work *work = context;

	for (int i = 0; i < 50; i++) {
		buf_clear(&work->out);
		print_text(&work->out, work->text->data, work->text->len);
	}
	return NULL;
}

static void two_threads_read_alike(void **state)
{
	struct buf text = BUF_INIT;
	struct work work[2] = {{&text, BUF_INIT}, {&text, BUF_INIT}};
	pthread_t thread[2];

	(void)state;
	for (int i = 0; i < 300; i++)
		buf_print(&text, "- Thanks **@h%d** for [x](../a/%d.md) #t%d\n\n", i, i, i);
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(thread + i, NULL, read_often, work + i), 0);
	for (int i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	assert_string_equal(work[0].out.data, work[1].out.data);
	assert_true(work[0].out.len > 10000);
	for (int i = 0; i < 2; i++)
		buf_release(&work[i].out);
	buf_release(&text);
}

/* --- topics of a made-up group, person by person --- */

enum { GROUP_MOST = 64 };

static struct {
	char handle[64];
	unsigned wrote, found;
} group[GROUP_MOST];
static size_t group_count;

/* The column of that name, of the line behind a table's head. */
static char *cell(char *line, const char *head, const char *name)
{
	for (char *at; (at = strsep(&line, "\t\n")) != NULL;) {
		size_t len = strcspn(head, "\t\n");
		if (len == strlen(name) && !strncmp(head, name, len))
			return at;
		head += len + 1;
	}
	fail_msg("there is no column %s", name);
	return NULL;
}

static void read_truth(const char *path)
{
	FILE *file = fopen(path, "r");
	char head[1024], line[1024], again[1024];

	assert_non_null(file);
	assert_non_null(fgets(head, sizeof(head), file));
	while (fgets(line, sizeof(line), file)) {
		memcpy(again, line, sizeof(line));
		assert_true(group_count < GROUP_MOST);
		snprintf(group[group_count].handle, sizeof(group->handle), "%s",
		        cell(again, head, "handle"));
		group[group_count++].wrote = (unsigned)atoi(cell(line, head, "topic"));
	}
	fclose(file);
}

static int count_topics(const char *path, const struct stat *info, int kind, struct FTW *place)
{
	const char *owner = strstr(path, "/journals/");
	struct arena arena = ARENA_INIT;
	struct journal journal;
	struct buf text = BUF_INIT;

	(void)info;
	(void)place;
	if (kind != FTW_F)
		return 0;
	owner += strlen("/journals/");
	assert_true(file_read(&text, path));
	parse(&journal, &arena, &text);
	for (size_t i = 0; i < group_count; i++) {
		size_t len = strlen(group[i].handle);
		if (strncmp(owner, group[i].handle, len) != 0 || owner[len] != '/')
			continue;
		for (size_t j = 0; j < journal.sentence_count; j++)
			group[i].found += (unsigned)journal.sentence[j].topic_count;
	}
	arena_release(&arena);
	buf_release(&text);
	return 0;
}

static void topics_are_those_that_everybody_wrote(void **state)
{
	const char *shared_folder = getenv("MOOT_SHARED");
	char folder[] = "/tmp/moot-topics-XXXXXX";
	struct buf path = BUF_INIT;
	unsigned all = 0, wrong = 0;

	(void)state;
	buf_print(&path, "%s/corpora/synth.py", shared_folder ? shared_folder : "../shared");
	if (access(path.data, R_OK)) {
		buf_release(&path);
		skip();
	}
	assert_non_null(mkdtemp(folder));
	char *generator = strdup(path.data);
	buf_clear(&path);
	buf_print(&path,
	        "python3 '%s' %s/g.git --people 40 --entries 700 --commits 100 --seed 90210 "
	        "--edges >%s/log 2>&1 && git --git-dir=%s/g.git archive main journals | "
	        "tar -xf - -C %s",
	        generator, folder, folder, folder, folder);
	free(generator);
	assert_int_equal(system(path.data), 0);
	buf_clear(&path);
	buf_print(&path, "%s/g.truth.tsv", folder);
	read_truth(path.data);
	buf_clear(&path);
	buf_print(&path, "%s/journals", folder);
	assert_int_equal(nftw(path.data, count_topics, 16, FTW_PHYS), 0);
	for (size_t i = 0; i < group_count; i++) {
		all += group[i].wrote;
		wrong += group[i].found != group[i].wrote;
		if (group[i].found != group[i].wrote)
			print_error("%s wrote %u topics, %u were found\n", group[i].handle,
			        group[i].wrote, group[i].found);
	}
	assert_in_range(all, 100, 10000);
	assert_int_equal(wrong, 0);
	buf_clear(&path);
	buf_print(&path, "rm -rf %s", folder);
	assert_int_equal(system(path.data), 0);
	buf_release(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_case_gives_what_is_expected),
	        cmocka_unit_test(a_reader_keeps_nothing_of_the_file_before),
	        cmocka_unit_test(short_ways_change_nothing),
	        cmocka_unit_test(a_sentence_knows_its_entry_day_and_text),
	        cmocka_unit_test(a_title_is_cut_on_a_character),
	        cmocka_unit_test(a_charter_may_have_other_thanks_words),
	        cmocka_unit_test(twenty_thousand_mentions_on_one_line_are_all_found),
	        cmocka_unit_test(a_mention_behind_three_megabytes_of_one_line_is_found),
	        cmocka_unit_test(hostile_texts_are_read_to_the_end),
	        cmocka_unit_test(what_is_nested_too_deep_is_left_out),
	        cmocka_unit_test(two_threads_read_alike),
	        cmocka_unit_test(topics_are_those_that_everybody_wrote),
	};

	return cmocka_run_group_tests(tests, build_words, release_words);
}

/* SPDX-License-Identifier: MIT */
#include "formats/journal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* tests/thanks/README.md says where the lines come from and how they were labelled. */
struct sample {
	const char *path;
	unsigned lines, handles;
};

struct score {
	unsigned lines;
	unsigned right;
	unsigned false_credit;
	unsigned missed;
};

/* Whether the label, handles with blanks between, has the handle. */
static bool has(const char *label, const char *handle)
{
	size_t len = strlen(handle);

	for (const char *at = label; (at = strstr(at, handle)); at++)
		if ((at == label || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
			return true;
	return false;
}

static unsigned words(const char *label)
{
	unsigned count = strcmp(label, "-") != 0;

	for (const char *at = label; *at; at++)
		count += *at == ' ';
	return count;
}

static void judge(struct score *score, const struct thanks *thanks, const char *label, char *line)
{
	struct arena arena = ARENA_INIT;
	struct journal journal;
	unsigned right = 0;

	journal_parse(&journal, &arena, line, strlen(line), thanks);
	for (size_t i = 0; i < journal.signal_count; i++) {
		const struct signal *signal = journal.signal + i;

		if (signal->kind != SIGNAL_THANKS)
			continue;
		if (has(label, signal->target)) {
			right++;
			continue;
		}
		score->false_credit++;
		print_message("# false: %s in: %s\n", signal->target, line);
	}
	if (right < words(label))
		print_message("# missed %u of '%s' in: %s\n", words(label) - right, label, line);
	score->lines++;
	score->right += right;
	score->missed += words(label) - right;
	arena_release(&arena);
}

static struct score read_lines(const char *path)
{
	struct arena arena = ARENA_INIT;
	struct thanks thanks;
	struct score score = {0, 0, 0, 0};
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	assert_non_null(file);
	thanks_build(&thanks, &arena, thanks_shipped, thanks_shipped_count);
	while ((len = getline(&line, &size, file)) > 0) {
		char *source = strchr(line, '\t'), *text = source ? strchr(source + 1, '\t') : NULL;

		assert_non_null(text);
		line[len - 1] = *source = '\0';
		judge(&score, &thanks, line, text + 1);
	}
	free(line);
	fclose(file);
	arena_release(&arena);
	return score;
}

static void thanks_in_real_lines_are_found_and_none_made_up(void **state)
{
	const struct sample *sample = *state;
	struct score score = read_lines(sample->path);
	unsigned found = score.right + score.false_credit, wanted = score.right + score.missed;

	print_message("# %s: precision %u of %u, recall %u of %u\n", sample->path, score.right,
	        found, score.right, wanted);
	assert_int_equal(score.lines, sample->lines);
	assert_int_equal(wanted, sample->handles);
	assert_true(100 * score.right >= 97 * found);
	assert_true(100 * score.right >= 85 * wanted);
}

#define SAMPLE(title, ...)                                                                         \
	{                                                                                          \
		title, thanks_in_real_lines_are_found_and_none_made_up, NULL, NULL,                \
		        &(struct sample)                                                           \
		{                                                                                  \
			__VA_ARGS__                                                                \
		}                                                                                  \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        SAMPLE("thanks in real lines are found, and none made up", "tests/thanks/lines.tsv",
	                300, 53),
	        SAMPLE("those of a second sample, of other lines, too", "tests/thanks/second.tsv",
	                145, 72),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* What the tables of command.h say to a person: usage lines and lists of options. */
#include "cmd/command.h"

#include "formats/text.h"

#include <string.h>

enum { OPTION_COLUMN = 4, HELP_COLUMN_MAX = 30 };

/* "[-n]", "[--set SECTION.KEY=VALUE]..." */
static void usage_word(struct buf *word, struct arena *arena, const struct command_option *option)
{
	const char *value = option_value_name(arena, option);

	buf_clear(word);
	if (option->letter)
		buf_print(word, "[-%c", option->letter);
	else
		buf_print(word, "[--%s", option->name);
	if (value)
		buf_print(word, option->bare ? "[=%s]" : " %s", value);
	buf_puts(word, option->kind == COMMAND_OPTION_LIST ? "]..." : "]");
}

static void add_folded(struct buf *to, size_t *column, const char *word, int indent, int width)
{
	size_t length = strlen(word);

	if (*column + 1 + length > (size_t)width && *column > (size_t)indent) {
		buf_print(to, "\n%*s", indent, "");
		*column = (size_t)indent;
	} else {
		buf_putc(to, ' ');
		*column += 1;
	}
	buf_puts(to, word);
	*column += length;
}

static void usage_options(struct buf *to, struct arena *arena, size_t *column,
        const struct command_option *option, int indent, int width)
{
	struct buf word = BUF_INIT;

	for (; option && option->kind; option++) {
		if (!option->help)
			continue;
		usage_word(&word, arena, option);
		add_folded(to, column, word.data, indent, width);
	}
	buf_release(&word);
}

void command_usage(struct buf *to, struct arena *arena, const struct command *command, int width)
{
	size_t start = to->len;

	buf_print(to, "usage: moot %s", command->name);
	size_t column = to->len - start;
	int indent = (int)column + 1;

	usage_options(to, arena, &column, command->option, indent, width);
	if (command->needs & READS)
		usage_options(to, arena, &column, reading_options, indent, width);
	if (command->operands)
		add_folded(to, &column, command->operands, indent, width);
	buf_putc(to, '\n');
}

static char *option_words(struct arena *arena, const struct command_option *option)
{
	const char *value = option_value_name(arena, option);
	const char *name = option->name ? option->name : "";
	char letter[8] = "    ";

	if (option->letter)
		memcpy(letter, (char[]){'-', option->letter, option->name ? ',' : '\0', ' ', '\0'},
		        5);
	return arena_print(arena, "%s%s%s%s%s%s", letter, option->name ? "--" : "", name,
	        !value         ? ""
	        : option->bare ? "[="
	                       : " ",
	        value ? value : "", value && option->bare ? "]" : "");
}

/* One option: its words, and its help in the column beside, or below where they are too long. */
static void print_option(
        struct out *out, struct arena *arena, const struct command_option *option, int help_column)
{
	struct buf line = BUF_INIT;
	char *words = option_words(arena, option);
	size_t column = OPTION_COLUMN + strlen(words);
	struct slice rest = slice_of(option->help);

	buf_print(&line, "%*s%s", OPTION_COLUMN, "", words);
	if (column + 2 > (size_t)help_column) {
		buf_print(&line, "\n%*s", help_column - 1, "");
		column = (size_t)help_column - 1;
	} else {
		buf_print(&line, "%*s", help_column - 1 - (int)column, "");
		column = (size_t)help_column - 1;
	}
	while (rest.len) {
		const char *blank = memchr(rest.data, ' ', rest.len);
		size_t length = blank ? (size_t)(blank - rest.data) : rest.len;
		char *word = arena_string(arena, rest.data, length);
		add_folded(&line, &column, word, help_column, out->width - 1);
		rest.data += length + (blank != NULL);
		rest.len -= length + (blank != NULL);
	}
	out_print(out, "%s\n", line.data);
	buf_release(&line);
}

static int widest(struct arena *arena, const struct command_option *option, int most)
{
	for (; option && option->kind; option++) {
		int width = option->help ? (int)strlen(option_words(arena, option)) : 0;
		if (width + OPTION_COLUMN + 2 > most &&
		        width + OPTION_COLUMN + 2 <= HELP_COLUMN_MAX)
			most = width + OPTION_COLUMN + 2;
	}
	return most;
}

static void print_options(struct out *out, struct arena *arena, const char *title,
        const struct command_option *option, int help_column)
{
	bool titled = false;

	for (; option && option->kind; option++) {
		if (!option->help)
			continue;
		if (!titled)
			out_print(out, "\n%s\n", title);
		titled = true;
		print_option(out, arena, option, help_column);
	}
}

void command_explain(struct out *out, struct arena *arena, const struct command *command)
{
	struct buf usage = BUF_INIT;
	int column = widest(arena, common_options, widest(arena, command->option, 0));

	command_usage(&usage, arena, command, out->width - 1);
	out_print(out, "%s\n", usage.data);
	out_fold(out, 4, command->summary);
	buf_release(&usage);
	print_options(out, arena, "options", command->option, column);
	if (command->needs & READS)
		print_options(out, arena, "when and where", reading_options, column);
	print_options(out, arena, "as in every command", common_options, column);
}

/* SPDX-License-Identifier: MIT */
#include "cmd/terminal.h"

#include "cmd/command.h"
#include "core/git/git.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena arena = ARENA_INIT;
static char folder[] = P_tmpdir "/moot-terminal-XXXXXX";

static struct context context_with(const char *key, const char *value)
{
	struct git_config *config = arena_alloc(&arena, sizeof *config);

	if (key) {
		config->entry = arena_alloc(&arena, sizeof *config->entry);
		config->entry[0].key = key;
		config->entry[0].value = value;
		config->count = 1;
	}
	return (struct context){.arena = &arena, .config = config};
}

/* In a child, whose stdout the pager takes: what the pager was given, or "-" when there was none.
 */
static const char *paged(const char *key, const char *value)
{
	char *path = arena_print(&arena, "%s/paged", folder);
	char text[64] = "-";

	unlink(path);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		struct context context = context_with(key, value);
		if (chdir(folder))
			_exit(1);
		pid_t pager = pager_start(&context);
		if (!pager)
			_exit(0);
		fputs("results", stdout);
		fclose(stdout);
		pager_wait(pager);
		_exit(0);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	FILE *file = fopen(path, "r");
	if (file) {
		size_t len = fread(text, 1, sizeof text - 1, file);
		text[len] = '\0';
		fclose(file);
	}
	return arena_string(&arena, text, strlen(text));
}

static void the_pager_is_chosen_as_git_chooses(void **state)
{
	(void)state;
	setenv("PAGER", "sed s/^/PAGER:/ >paged", 1);
	assert_string_equal(paged(NULL, NULL), "PAGER:results");
	assert_string_equal(paged("core.pager", "sed s/^/core:/ >paged"), "core:results");
	assert_string_equal(paged("pager.moot", "sed s/^/moot:/ >paged"), "moot:results");
	assert_string_equal(paged("pager.moot", "true"), "PAGER:results");
	setenv("GIT_PAGER", "sed s/^/git:/ >paged", 1);
	assert_string_equal(paged("core.pager", "sed s/^/core:/ >paged"), "git:results");
	assert_string_equal(paged("pager.moot", "sed s/^/moot:/ >paged"), "git:results");
	unsetenv("GIT_PAGER");
	unsetenv("PAGER");
}

static void no_pager_runs_where_none_is_wanted(void **state)
{
	(void)state;
	setenv("PAGER", "sed s/^/PAGER:/ >paged", 1);
	assert_string_equal(paged("pager.moot", "false"), "-");
	assert_string_equal(paged("core.pager", "cat"), "-");
	assert_string_equal(paged("core.pager", ""), "-");
	setenv("GIT_PAGER", "", 1);
	assert_string_equal(paged(NULL, NULL), "-");
	unsetenv("GIT_PAGER");
	unsetenv("PAGER");
}

static void less_is_told_to_quit_when_all_fits(void **state)
{
	(void)state;
	unsetenv("LESS");
	setenv("PAGER", "echo \"$LESS $LV\" >paged; cat >/dev/null", 1);
	assert_string_equal(paged(NULL, NULL), "FRX -c\n");
	setenv("LESS", "R", 1);
	assert_string_equal(paged(NULL, NULL), "R -c\n");
	unsetenv("LESS");
	unsetenv("PAGER");
}

static bool colored(enum color_wish wish, bool terminal, const char *key, const char *value)
{
	struct context context = context_with(key, value);

	return terminal_color(&context, wish, terminal);
}

static void the_wish_wins_over_everything(void **state)
{
	(void)state;
	setenv("TERM", "xterm", 1);
	setenv("NO_COLOR", "1", 1);
	assert_true(colored(COLOR_ALWAYS, false, "color.ui", "false"));
	assert_true(colored(COLOR_AUTO, true, "color.ui", "false"));
	assert_false(colored(COLOR_AUTO, false, NULL, NULL));
	assert_false(colored(COLOR_NEVER, true, "color.ui", "always"));
	unsetenv("NO_COLOR");
}

static void without_a_wish_the_environment_and_git_decide(void **state)
{
	(void)state;
	setenv("TERM", "xterm", 1);
	assert_true(colored(COLOR_UNSAID, true, NULL, NULL));
	assert_false(colored(COLOR_UNSAID, false, NULL, NULL));
	assert_false(colored(COLOR_UNSAID, true, "color.ui", "never"));
	assert_false(colored(COLOR_UNSAID, true, "color.moot", "false"));
	assert_true(colored(COLOR_UNSAID, true, "color.moot", "auto"));
	setenv("NO_COLOR", "1", 1);
	assert_false(colored(COLOR_UNSAID, true, "color.ui", "always"));
	setenv("NO_COLOR", "", 1);
	assert_true(colored(COLOR_UNSAID, true, NULL, NULL));
	unsetenv("NO_COLOR");
	setenv("TERM", "dumb", 1);
	assert_false(colored(COLOR_UNSAID, true, NULL, NULL));
	assert_true(colored(COLOR_UNSAID, true, "color.ui", "always"));
}

static void the_width_is_what_columns_says_within_reason(void **state)
{
	(void)state;
	setenv("COLUMNS", "132", 1);
	assert_int_equal(terminal_width(-1), 132);
	setenv("COLUMNS", "3", 1);
	assert_int_equal(terminal_width(-1), 20);
	setenv("COLUMNS", "99999999999999999999", 1);
	assert_int_equal(terminal_width(-1), 10000);
	setenv("COLUMNS", "wide", 1);
	assert_int_equal(terminal_width(-1), 80);
	unsetenv("COLUMNS");
	assert_int_equal(terminal_width(-1), 80);
}

static int set_up(void **state)
{
	(void)state;
	unsetenv("GIT_PAGER");
	unsetenv("NO_COLOR");
	return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(arena_print(&arena, "%s/paged", folder));
	arena_release(&arena);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_pager_is_chosen_as_git_chooses),
	        cmocka_unit_test(no_pager_runs_where_none_is_wanted),
	        cmocka_unit_test(less_is_told_to_quit_when_all_fits),
	        cmocka_unit_test(the_wish_wins_over_everything),
	        cmocka_unit_test(without_a_wish_the_environment_and_git_decide),
	        cmocka_unit_test(the_width_is_what_columns_says_within_reason),
	};

	return cmocka_run_group_tests_name("terminal", tests, set_up, tear_down);
}

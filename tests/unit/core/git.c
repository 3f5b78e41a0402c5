/* SPDX-License-Identifier: MIT */
#include "tests/unit/core/repository.h"

static void output_of_any_size_is_read_and_input_comes_through(void **state)
{
	enum { SIZE = 3 << 20 };
	const char *const argv[] = {"cat", NULL};
	char *text = malloc(SIZE);
	struct buf out = BUF_INIT;
	struct error err = ERROR_INIT;
	int status = -1;

	(void)state;
	for (size_t i = 0; i < SIZE; i++)
		text[i] = (char)(i * 31 >> 3);
	buf_puts(&out, "before:");
	assert_int_equal(git_run(argv, NULL, &out, text, SIZE, &status, &err), 0);
	assert_int_equal(status, 0);
	assert_int_equal(out.len, SIZE + 7);
	assert_memory_equal(out.data + 7, text, SIZE);
	buf_release(&out);
	free(text);
}

static void a_program_that_reads_nothing_harms_nobody(void **state)
{
	const char *const argv[] = {"true", NULL};
	char *text = calloc(1, 1 << 20);
	struct error err = ERROR_INIT;
	int status = -1;

	(void)state;
	assert_int_equal(git_run(argv, NULL, NULL, text, 1 << 20, &status, &err), 0);
	assert_int_equal(status, 0);
	free(text);
}

static void output_and_complaints_in_turn_do_not_block(void **state)
{
	const char *const argv[] = {"sh", "-c",
	        "i=0; while [ $i -lt 3000 ]; do echo out-of-this-program-$i; "
	        "echo complaint-of-this-program-$i >&2; i=$((i+1)); done; exit 7",
	        NULL};
	struct buf out = BUF_INIT;
	struct buf errors = BUF_INIT;
	struct git_call call = {.argv = argv, .out = &out, .errors = &errors};
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(git_call(&call, &err), 0);
	assert_int_equal(call.status, 7);
	assert_non_null(strstr(out.data, "out-of-this-program-2999\n"));
	assert_non_null(strstr(errors.data, "complaint-of-this-program-2999\n"));
	buf_release(&out);
	buf_release(&errors);
}

static void without_input_a_program_finds_the_end_of_it(void **state)
{
	(void)state;
	assert_string_equal(RUN("sh", "-c", "wc -c | tr -d ' '"), "0\n");
}

static void a_program_that_is_killed_says_so_by_its_status(void **state)
{
	const char *const argv[] = {"sh", "-c", "kill -TERM $$", NULL};
	struct error err = ERROR_INIT;
	int status = 0;

	(void)state;
	assert_int_equal(git_run(argv, NULL, NULL, NULL, 0, &status, &err), 0);
	assert_int_equal(status, 128 + 15);
}

static void a_program_or_folder_that_is_not_there_is_named(void **state)
{
	const char *const absent[] = {"no-such-program-here", NULL};
	const char *const git[] = {"git", "--version", NULL};
	struct error err = ERROR_INIT;
	struct error other = ERROR_INIT;

	(void)state;
	assert_int_equal(git_run(absent, NULL, NULL, NULL, 0, NULL, &err), -1);
	assert_int_equal(err.kind, ERROR_FATAL);
	assert_string_equal(
	        err.text, "cannot run 'no-such-program-here': No such file or directory");
	assert_int_equal(git_run(git, "no-such-folder", NULL, NULL, 0, NULL, &other), -1);
	assert_non_null(strstr(other.text, "'no-such-folder'"));
}

static void the_words_of_git_become_text_and_hint(void **state)
{
	struct error err = ERROR_INIT;
	struct buf said = BUF_INIT;

	(void)state;
	buf_puts(&said, "warning: something else\n"
	                "fatal: detected dubious ownership in repository at '/x'\n"
	                "To add an exception for this directory, call:\n\n"
	                "\tgit config --global --add safe.directory /x\n");
	assert_int_equal(git_said(&err, ERROR_FATAL, "git", &said), -1);
	assert_string_equal(err.text, "detected dubious ownership in repository at '/x'");
	assert_string_equal(err.hint, "warning: something else To add an exception for this "
	                              "directory, call: git config --global --add "
	                              "safe.directory /x");
	buf_release(&said);
}

static void silence_of_a_program_is_said_too(void **state)
{
	const char *const argv[] = {"false", NULL};
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(git_run(argv, NULL, NULL, NULL, 0, NULL, &err), -1);
	assert_string_equal(err.text, "'false' failed and does not say why");
}

static void the_environment_can_be_added_to_and_replaced(void **state)
{
	const char *const argv[] = {"sh", "-c", "echo \"$ONE $TWO $LC_ALL\"", NULL};
	const char *const env[] = {"ONE=1", "TWO=2", NULL};
	struct buf out = BUF_INIT;
	struct git_call call = {.argv = argv, .env = env, .out = &out, .flags = GIT_PARSED};
	struct error err = ERROR_INIT;

	(void)state;
	setenv("ONE", "old", 1);
	setenv("LC_ALL", "de_DE.UTF-8", 1);
	assert_int_equal(git_call(&call, &err), 0);
	assert_string_equal(out.data, "1 2 C\n");
	unsetenv("ONE");
	unsetenv("LC_ALL");
	buf_release(&out);
}

static void settings_are_read_in_one_call(void **state)
{
	struct arena arena = ARENA_INIT;
	struct git_config config;
	struct error err = ERROR_INIT;

	(void)state;
	RUN("git", "init", "-q", "settings");
	RUN_IN("settings", "config", "moot.dir", "first");
	RUN_IN("settings", "config", "--add", "moot.dir", "two\nlines");
	RUN_IN("settings", "config", "remote.My.Fork.url", "x");
	RUN_IN("settings", "config", "advice.moot", "off");
	RUN_IN("settings", "config", "moot.n", "2");
	RUN("sh", "-c", "printf '[moot]\\n\\tbare\\n' >>settings/.git/config");
	assert_int_equal(git_config_read(&config, &arena, "settings", &err), 0);
	assert_string_equal(git_config_get(&config, "moot.dir"), "two\nlines");
	assert_string_equal(git_config_get(&config, "MOOT.Dir"), "two\nlines");
	assert_string_equal(git_config_get(&config, "remote.My.Fork.URL"), "x");
	assert_null(git_config_get(&config, "remote.my.Fork.url"));
	assert_null(git_config_get(&config, "moot.nothing"));
	assert_string_equal(git_config_get(&config, "moot.bare"), "true");
	assert_true(git_config_bool(&config, "moot.bare", false));
	assert_false(git_config_bool(&config, "advice.moot", true));
	assert_true(git_config_bool(&config, "moot.n", false));
	assert_true(git_config_bool(&config, "moot.nothing", true));
	assert_false(git_config_bool(&config, "moot.dir", false));
	arena_release(&arena);
}

static void the_person_is_whom_git_would_name(void **state)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	const char *name;
	const char *mail;

	(void)state;
	assert_int_equal(git_identity(&name, &mail, &arena, NULL, &err), 0);
	assert_string_equal(name, "Ada Ng");
	assert_string_equal(mail, "ada@example.org");
	arena_release(&arena);
}

static void without_a_person_git_says_what_to_do(void **state)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	const char *name;
	const char *mail;

	(void)state;
	RUN("git", "init", "-q", "nobody");
	RUN_IN("nobody", "config", "user.useConfigOnly", "true");
	unsetenv("GIT_AUTHOR_NAME");
	unsetenv("GIT_AUTHOR_EMAIL");
	assert_int_equal(git_identity(&name, &mail, &arena, "nobody", &err), -1);
	setenv("GIT_AUTHOR_NAME", "Ada Ng", 1);
	setenv("GIT_AUTHOR_EMAIL", "ada@example.org", 1);
	assert_int_equal(err.kind, ERROR_FATAL);
	assert_non_null(strstr(err.text, "no email was given"));
	assert_non_null(strstr(err.hint, "git config --global user.email"));
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(output_of_any_size_is_read_and_input_comes_through),
	        cmocka_unit_test(a_program_that_reads_nothing_harms_nobody),
	        cmocka_unit_test(output_and_complaints_in_turn_do_not_block),
	        cmocka_unit_test(without_input_a_program_finds_the_end_of_it),
	        cmocka_unit_test(a_program_that_is_killed_says_so_by_its_status),
	        cmocka_unit_test(a_program_or_folder_that_is_not_there_is_named),
	        cmocka_unit_test(the_words_of_git_become_text_and_hint),
	        cmocka_unit_test(silence_of_a_program_is_said_too),
	        cmocka_unit_test(the_environment_can_be_added_to_and_replaced),
	        cmocka_unit_test(settings_are_read_in_one_call),
	        cmocka_unit_test(the_person_is_whom_git_would_name),
	        cmocka_unit_test(without_a_person_git_says_what_to_do),
	};

	return cmocka_run_group_tests(tests, make_place, remove_place);
}

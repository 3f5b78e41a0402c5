/* SPDX-License-Identifier: MIT */
/* moot: the table of contents, and what happens around every command. */
#include "cmd/answer.h"
#include "cmd/command.h"
#include "cmd/terminal.h"

#include "formats/finding.h"
#include "formats/term.h"

#include <openssl/crypto.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COMMANDS(_)                                                                                \
	_(write)                                                                                   \
	_(log)                                                                                     \
	_(thank)                                                                                   \
	_(status)                                                                                  \
	_(tree)                                                                                    \
	_(roles)                                                                                   \
	_(show)                                                                                    \
	_(reputation)                                                                              \
	_(why)                                                                                     \
	_(pay)                                                                                     \
	_(propose)                                                                                 \
	_(amend)                                                                                   \
	_(renew)                                                                                   \
	_(recall)                                                                                  \
	_(consent)                                                                                 \
	_(object)                                                                                  \
	_(concern)                                                                                 \
	_(stand_aside)                                                                             \
	_(abstain)                                                                                 \
	_(hold)                                                                                    \
	_(prefer)                                                                                  \
	_(nominate)                                                                                \
	_(willing)                                                                                 \
	_(accept)                                                                                  \
	_(decline)                                                                                 \
	_(second)                                                                                  \
	_(keep)                                                                                    \
	_(withdraw)                                                                                \
	_(tally)                                                                                   \
	_(decide)                                                                                  \
	_(settle)                                                                                  \
	_(policy)                                                                                  \
	_(act)                                                                                     \
	_(check)                                                                                   \
	_(merge_driver)                                                                            \
	_(signers)                                                                                 \
	_(hook)                                                                                    \
	_(doctor)                                                                                  \
	_(verify)                                                                                  \
	_(record)                                                                                  \
	_(init)                                                                                    \
	_(join)                                                                                    \
	_(help)                                                                                    \
	_(version)

#define DECLARE(name) extern const struct command command_##name;
#define ENTER(name) &command_##name,

COMMANDS(DECLARE)

const struct command *const commands[] = {COMMANDS(ENTER) NULL};

const char *const command_group_title[GROUP_COUNT] = {
        [GROUP_HIDDEN] = "",
        [GROUP_WORK] = "work out loud",
        [GROUP_SEE] = "see",
        [GROUP_NEGOTIATE] = "negotiate",
        [GROUP_DO] = "do",
        [GROUP_HONEST] = "keep honest",
        [GROUP_SHARE] = "share",
        [GROUP_SET_UP] = "set up",
};

struct leading_options {
	bool version;
};

static const struct command_option leading_options[] = {
        OPTION_FLAG(struct leading_options, version, 0, "version", "show the version"),
        OPTION_END,
};

const struct command *command_find(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

const char *command_nearest(const char *name)
{
	const char *known[sizeof commands / sizeof commands[0]];
	size_t count = 0;

	for (size_t i = 0; commands[i]; i++)
		if (commands[i]->group != GROUP_HIDDEN)
			known[count++] = commands[i]->name;
	return nearest_word(name, known, count);
}

/*
 * A descriptor that was closed by the caller must not be given to a file that is opened later.
 * stdout becomes unwritable, so that results that go nowhere are told.
 */
static void hold_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)!open("/dev/null", fd == 2 ? O_WRONLY : O_RDONLY);
}

static void no_memory(void)
{
	static const char text[] = "fatal: out of memory\n";

	(void)!write(STDERR_FILENO, text, sizeof text - 1);
	_exit(ERROR_FATAL);
}

/* libcrypto does without memory badly: a signature would be false, or worse. */
static void *crypto_alloc(size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return memory_alloc(size);
}

static void *crypto_resize(void *data, size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	if (size)
		return memory_resize(data, size);
	free(data);
	return NULL;
}

static void crypto_free(void *data, const char *file, int line)
{
	(void)file;
	(void)line;
	free(data);
}

static int check_operands(const struct command *command, int count, char **argv, struct error *err)
{
	if (count < command->operand_min)
		return error_set(
		        err, ERROR_USAGE, "moot %s wants %s", command->name, command->operands);
	if (command->operand_max != OPERANDS_ANY && count > command->operand_max)
		return error_set(err, ERROR_USAGE, "moot %s: '%s' is one word too many",
		        command->name, argv[command->operand_max]);
	return 0;
}

/* The options of the command, and all around them, into context. */
static int read_words(struct context *context, struct common_options *common, int *argc,
        char **argv, struct error *err)
{
	const struct command *command = context->command;
	struct reading_options reading = {DAY_NONE, NULL};
	void *own = arena_alloc(context->arena, command->options_size);
	struct option_set sets[] = {
	        {command->option, own},
	        {common_options, common},
	        {command->needs & READS ? reading_options : NULL, &reading},
	};

	options_init(&sets[0]);
	if (options_parse(sets, 3, *argc, argv, false, context->today, argc, context->arena, err))
		return -1;
	context->options = own;
	context->at = reading.at;
	context->commit = reading.commit;
	return common->help ? 0 : check_operands(command, *argc, argv, err);
}

/* What was typed behind the command, before the options were taken out of it. */
struct words {
	char **word;
	int count;
};

static int run(struct context *context, const struct common_options *common,
        const struct words *words, int argc, char **argv, pid_t *pager, struct error *err)
{
	if (common->help) {
		command_explain(context->out, context->arena, context->command);
		return 0;
	}
	struct answer answer = ANSWER_NONE;
	int status;
	if (context->command->needs & PAGED && context->out->terminal && !common->no_pager)
		*pager = pager_start(context);
	if (context->command->needs & KEPT &&
	        answer_find(&answer, context, words->count, words->word, &status))
		return status;
	answer_begin(&answer);
	status = context_provide(context, err) ? -1
	                                       : context->command->run(context, argc, argv, err);
	answer_end(&answer, status);
	return status;
}

/* Says what went wrong; returns the exit status. */
static int say_error(const struct context *context, const struct error *err)
{
	struct buf usage = BUF_INIT;

	talk_error(err);
	if (err->kind == ERROR_USAGE && context->command) {
		command_usage(
		        &usage, context->arena, context->command, terminal_width(STDERR_FILENO));
		talk("%s", usage.data);
	}
	buf_release(&usage);
	return (int)err->kind;
}

static int run_command(
        struct context *context, struct common_options *common, int argc, char **argv)
{
	struct out out = OUT_INIT;
	struct error err = ERROR_INIT;
	pid_t pager = 0;
	int status = -1;

	struct words words = {arena_copy(context->arena, argv, (size_t)argc * sizeof *argv), argc};
	if (!read_words(context, common, &argc, argv, &err) &&
	        !context_open_out(context, common, &out, &err))
		status = run(context, common, &words, argc, argv, &pager, &err);
	if (status < 0) {
		if (out.file)
			fflush(out.file);
		status = say_error(context, &err);
	}
	struct error unwritten = ERROR_INIT;
	if (out_close(&out, &unwritten))
		status = say_error(context, &unwritten);
	if (pager) {
		fclose(stderr);
		pager_wait(pager);
	}
	context_release(context);
	buf_release(&out.line);
	return status;
}

/* What somebody may look for under another word. */
static const char *const elsewhere[][2] = {
        {"health", "moot tree, moot pay and moot reputation --firm tell who holds, gets and "
                   "acknowledges what"},
        {"week", "moot log --since DATE lists what was written, moot status what is due"},
        {"suggest", "moot status lists what is vacant, ends or is due, and the command for it"},
        {"export", "every command has --json and --porcelain"},
        {"import", "moot record --check FILE reads a record"},
};

static int unknown_command(const char *name, struct error *err)
{
	const char *near = command_nearest(name);

	error_set(err, ERROR_USAGE, "'%s' is not a moot command", name);
	for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
		if (!strcmp(name, elsewhere[i][0]))
			return error_hint(err, "%s", elsewhere[i][1]);
	if (near)
		return error_hint(err, "did you mean '%s'?", near);
	return error_hint(err, "moot help lists the commands");
}

/* moot [-C DIR] [--version] ... COMMAND ...: finds the command, and moves argv to what follows. */
static int find_command(struct context *context, struct common_options *common, int *argc,
        char ***argv, struct error *err)
{
	struct leading_options leading = {false};
	struct option_set sets[] = {{leading_options, &leading}, {common_options, common}};
	int left;

	if (options_parse(sets, 2, *argc - 1, *argv + 1, true, context->today, &left,
	            context->arena, err))
		return -1;
	*argv += 1;
	*argc = left;
	if (leading.version) {
		context->command = &command_version;
		*argc = 0;
	} else if (left) {
		context->command = command_find(**argv);
		*argv += 1;
		*argc -= 1;
		return context->command ? 0 : unknown_command((*argv)[-1], err);
	} else {
		context->command = &command_help;
		if (!common->help) {
			error_set(err, ERROR_USAGE, "which command?");
			return error_hint(err, "moot help COMMAND explains one");
		}
		common->help = false;
	}
	(*argv)[*argc] = NULL;
	return 0;
}

int main(int argc, char **argv)
{
	struct arena arena = ARENA_INIT;
	struct context context = {.arena = &arena};
	struct common_options common = {0};
	struct error err = ERROR_INIT;
	int status;

	hold_descriptors();
	memory_exhausted = no_memory;
	CRYPTO_set_mem_functions(crypto_alloc, crypto_resize, crypto_free);
	if (argc < 1)
		return ERROR_USAGE;
	if (context_init(&context, &arena, &err) ||
	        find_command(&context, &common, &argc, &argv, &err))
		status = say_error(&(struct context){.arena = &arena}, &err);
	else
		status = run_command(&context, &common, argc, argv);
	arena_release(&arena);
	return status;
}

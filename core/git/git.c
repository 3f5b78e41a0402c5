/* SPDX-License-Identifier: MIT */
#include "core/git/git.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { READ = 0, WRITE = 1 };

/* The descriptors of one call; -1 = none. */
struct pipes {
	int input; /* a file in memory: nobody has to be fed, so no SIGPIPE and no deadlock */
	int out[2];
	int errors[2];
};

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void close_pipes(struct pipes *pipes)
{
	close_fd(&pipes->input);
	for (int end = READ; end <= WRITE; end++) {
		close_fd(&pipes->out[end]);
		close_fd(&pipes->errors[end]);
	}
}

static int open_input(const char *input, size_t len)
{
	int fd = memfd_create("moot", MFD_CLOEXEC);

	for (size_t done = 0; fd >= 0 && done < len;) {
		ssize_t wrote = write(fd, input + done, len - done);

		if (wrote >= 0)
			done += (size_t)wrote;
		else if (errno != EINTR)
			close_fd(&fd);
	}
	if (fd >= 0 && lseek(fd, 0, SEEK_SET) != 0)
		close_fd(&fd);
	return fd;
}

static bool open_pipes(struct pipes *pipes, const struct git_call *call, bool keep_errors)
{
	if (call->input) {
		pipes->input = open_input(call->input, call->input_len);
		if (pipes->input < 0)
			return false;
	} else if (!(call->flags & GIT_TERMINAL)) {
		pipes->input = open("/dev/null", O_RDONLY | O_CLOEXEC);
		if (pipes->input < 0)
			return false;
	}
	return (!call->out || pipe2(pipes->out, O_CLOEXEC) == 0) &&
	       (!keep_errors || pipe2(pipes->errors, O_CLOEXEC) == 0);
}

/* posix_spawnp() writes to neither argv nor environment, but says otherwise. */
union words {
	const char *const *read;
	char *const *said;
};

static bool names_one_of(const char *setting, const char *const *others, size_t count)
{
	size_t name = strcspn(setting, "=") + 1;

	for (size_t i = 0; i < count; i++)
		if (strncmp(setting, others[i], name) == 0)
			return true;
	return false;
}

/* The additions, then what environ has beside them; in memory to be freed. */
static const char **extend_environment(const struct git_call *call)
{
	size_t count = 0;
	size_t added = 0;
	size_t used;

	while (environ[count])
		count++;
	while (call->env && call->env[added])
		added++;
	const char **extended = memory_alloc((count + added + 2) * sizeof *extended);
	if (call->flags & GIT_PARSED)
		extended[0] = "LC_ALL=C";
	used = !!(call->flags & GIT_PARSED);
	for (size_t i = 0; i < added; i++)
		extended[used++] = call->env[i];
	added = used;
	for (size_t i = 0; i < count; i++)
		if (!names_one_of(environ[i], extended, added))
			extended[used++] = environ[i];
	extended[used] = NULL;
	return extended;
}

/* 0 or an error number. */
static int start(pid_t *child, const struct git_call *call, const struct pipes *pipes)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t defaults;
	const char **extended = extend_environment(call);
	union words argv = {call->argv};
	union words environment = {extended};

	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	if (call->dir)
		posix_spawn_file_actions_addchdir_np(&actions, call->dir);
	if (pipes->input >= 0)
		posix_spawn_file_actions_adddup2(&actions, pipes->input, STDIN_FILENO);
	if (pipes->out[WRITE] >= 0)
		posix_spawn_file_actions_adddup2(&actions, pipes->out[WRITE], STDOUT_FILENO);
	if (pipes->errors[WRITE] >= 0)
		posix_spawn_file_actions_adddup2(&actions, pipes->errors[WRITE], STDERR_FILENO);
	int failed = posix_spawnp(
	        child, call->argv[0], &actions, &attributes, argv.said, environment.said);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	free(extended);
	return failed;
}

/* Reads what is there; closes *fd at the end. */
static void take(int *fd, struct buf *into)
{
	enum { CHUNK = 65536 };
	ssize_t got;

	buf_reserve(into, CHUNK);
	got = read(*fd, into->data + into->len, CHUNK);
	if (got > 0) {
		into->len += (size_t)got;
		into->data[into->len] = '\0';
	} else if (got == 0 || errno != EINTR) {
		close_fd(fd);
	}
}

static void drain(struct pipes *pipes, struct buf *out, struct buf *errors)
{
	while (pipes->out[READ] >= 0 || pipes->errors[READ] >= 0) {
		struct pollfd waiting[2] = {
		        {.fd = pipes->out[READ], .events = POLLIN},
		        {.fd = pipes->errors[READ], .events = POLLIN},
		};

		if (poll(waiting, 2, -1) < 0)
			continue;
		if (waiting[0].revents)
			take(&pipes->out[READ], out);
		if (waiting[1].revents)
			take(&pipes->errors[READ], errors);
	}
}

static int wait_for(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return 128;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int git_call(struct git_call *call, struct error *err)
{
	struct pipes pipes = {-1, {-1, -1}, {-1, -1}};
	struct buf unread = BUF_INIT;
	bool keep_errors = call->errors || !(call->flags & GIT_TERMINAL);
	pid_t child = -1;
	int failed;

	if (!open_pipes(&pipes, call, keep_errors))
		failed = errno ? errno : EIO;
	else
		failed = start(&child, call, &pipes);
	if (failed) {
		close_pipes(&pipes);
		return error_set(err, ERROR_FATAL, "cannot run '%s'%s%s%s: %s", call->argv[0],
		        call->dir ? " in '" : "", call->dir ? call->dir : "", call->dir ? "'" : "",
		        strerror(failed));
	}
	close_fd(&pipes.out[WRITE]);
	close_fd(&pipes.errors[WRITE]);
	drain(&pipes, call->out, call->errors ? call->errors : &unread);
	call->status = wait_for(child);
	close_pipes(&pipes);
	buf_release(&unread);
	return 0;
}

int git_run(const char *const argv[], const char *dir, struct buf *out, const char *input,
        size_t input_len, int *status, struct error *err)
{
	struct buf errors = BUF_INIT;
	struct git_call call = {
	        .argv = argv,
	        .dir = dir,
	        .input = input,
	        .input_len = input_len,
	        .out = out,
	        .errors = &errors,
	};
	int result = git_call(&call, err);

	if (result == 0 && status)
		*status = call.status;
	else if (result == 0 && call.status != 0)
		result = git_said(err, ERROR_FATAL, argv[0], &errors);
	buf_release(&errors);
	return result;
}

/* The text of a line that says what went wrong, or NULL. */
static const char *complaint(const char *line)
{
	static const char *const words[] = {"fatal: ", "error: "};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strncmp(line, words[i], strlen(words[i])) == 0)
			return line + strlen(words[i]);
	return NULL;
}

/* Adds the line to the hint: without git's own "hint:", blanks in a row as one. */
static void add_advice(struct buf *advice, const char *line, size_t len)
{
	if (len >= 5 && memcmp(line, "hint:", 5) == 0) {
		line += 5;
		len -= 5;
	}
	for (size_t i = 0; i < len; i++) {
		bool blank = line[i] == ' ' || line[i] == '\t';
		bool first = i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t';

		if (!blank && first && advice->len)
			buf_putc(advice, ' ');
		if (!blank)
			buf_putc(advice, line[i]);
	}
}

int git_said(struct error *err, enum error_kind kind, const char *program, const struct buf *errors)
{
	const char *text = NULL;
	struct buf advice = BUF_INIT;

	for (const char *line = errors->data; *line; line += strcspn(line, "\n"))
		if (complaint(line += *line == '\n'))
			text = complaint(line);
	for (const char *line = errors->data; *line;) {
		size_t len = strcspn(line, "\n");

		if (!text)
			text = line;
		else if (complaint(line) != text)
			add_advice(&advice, line, len);
		line += len + (line[len] == '\n');
	}
	if (text && *text)
		error_set(err, kind, "%.*s", (int)strcspn(text, "\n"), text);
	else
		error_set(err, kind, "'%s' failed and does not say why", program);
	if (advice.len)
		error_hint(err, "%s", advice.data);
	buf_release(&advice);
	return -1;
}

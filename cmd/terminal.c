/* SPDX-License-Identifier: MIT */
#include "cmd/terminal.h"

#include "cmd/command.h"
#include "core/git/git.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WIDTH_DEFAULT = 80, WIDTH_MIN = 20, WIDTH_MAX = 10000 };

int terminal_width(int fd)
{
	const char *columns = getenv("COLUMNS");
	long width = columns ? strtol(columns, NULL, 10) : 0;
	struct winsize size;

	if (width <= 0 && isatty(fd) && !ioctl(fd, TIOCGWINSZ, &size))
		width = size.ws_col;
	if (width <= 0)
		return WIDTH_DEFAULT;
	return width < WIDTH_MIN ? WIDTH_MIN : width > WIDTH_MAX ? WIDTH_MAX : (int)width;
}

bool terminal_color(struct context *context, enum color_wish wish, bool terminal)
{
	const char *term = getenv("TERM"), *none = getenv("NO_COLOR");

	if (wish == COLOR_ALWAYS)
		return true;
	if (wish == COLOR_NEVER || !terminal)
		return false;
	bool able = term && strcmp(term, "dumb") != 0;
	if (wish == COLOR_AUTO)
		return able;
	if (none && none[0])
		return false;
	const char *said = git_config_get(context_config(context), "color.moot");
	if (!said)
		said = git_config_get(context_config(context), "color.ui");
	if (said && !strcmp(said, "always"))
		return true;
	if (said && (!strcmp(said, "never") || !strcmp(said, "false") || !strcmp(said, "off")))
		return false;
	return able;
}

/* Kept outside of everything since a signal handler has to wait for it. */
static volatile pid_t pager_running;

void pager_wait(pid_t pager)
{
	int status;

	while (waitpid(pager, &status, 0) < 0 && errno == EINTR)
		;
	pager_running = 0;
}

/* The terminal is the pager's until it ends; moot must not return to the shell before. */
static void end_with_pager(int signal_number)
{
	int status;

	close(STDOUT_FILENO);
	close(STDERR_FILENO);
	if (pager_running > 0)
		while (waitpid(pager_running, &status, 0) < 0 && errno == EINTR)
			;
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

/* The command line of the pager, or NULL when none is wanted. */
static const char *pager_command(struct context *context)
{
	const struct git_config *config = context_config(context);
	const char *own = git_config_get(config, "pager.moot");
	const char *command = getenv("GIT_PAGER");
	bool named = false;

	if (own) {
		bool on = git_config_bool(config, "pager.moot", true);
		named = on && git_config_bool(config, "pager.moot", false) == false;
		if (!on)
			return NULL;
	}
	if (!command && named)
		command = own;
	if (!command)
		command = git_config_get(config, "core.pager");
	if (!command)
		command = getenv("PAGER");
	if (!command)
		command = "less";
	return command[0] && strcmp(command, "cat") != 0 ? command : NULL;
}

static void pager_run(const char *command, const int ends[2])
{
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	close(ends[1]);
	setenv("LESS", "FRX", 0);
	setenv("LV", "-c", 0);
	execlp("sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

pid_t pager_start(struct context *context)
{
	static const int signals[] = {SIGINT, SIGHUP, SIGTERM, SIGQUIT, SIGPIPE};
	const char *command = pager_command(context);
	int ends[2];

	if (!command || pipe(ends))
		return 0;
	pid_t pager = fork();
	if (pager == 0)
		pager_run(command, ends);
	close(ends[0]);
	if (pager > 0) {
		pager_running = pager;
		for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
			signal(signals[i], end_with_pager);
		bool both = isatty(STDERR_FILENO);
		dup2(ends[1], STDOUT_FILENO);
		if (both)
			dup2(ends[1], STDERR_FILENO);
	}
	close(ends[1]);
	return pager > 0 ? pager : 0;
}

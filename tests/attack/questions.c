/* SPDX-License-Identifier: MIT */
/*
 * questions < QUESTIONS: moot asked many things one after the other, a line each, `show ana
 * --json`. The answers come as `$ QUESTION`, what is printed, and `= STATUS`.  Each is answered by
 * the main() of moot in a process of its own; what they share is that libgit2 is loaded once, which
 * is most of the time that a question takes in a small repository.
 */
#include "core/git/repo.h"
#include "formats/buf.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MOST = 32 };

int __real_main(int argc, char **argv); /* moot's */
int __wrap_main(int argc, char **argv);

/* Whatever goes wrong here goes wrong in each answer too, and is told there. */
static void load_libgit2(void)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct repo *repo = NULL;
	struct commit commit;
	struct oid id;

	if (repo_open(&repo, ".", &err) == 0 && repo_resolve(repo, "HEAD", &id, &err) == 0)
		(void)!repo_commit(repo, &id, &commit, &arena, &err);
	repo_close(repo);
	arena_release(&arena);
}

static int answer(char *question, char *program)
{
	char *word[WORDS_MOST + 2] = {program};
	int count = 1;

	for (char *next = strtok(question, " "); next; next = strtok(NULL, " ")) {
		if (count > WORDS_MOST)
			return 126;
		word[count++] = next;
	}
	return __real_main(count, word);
}

static int ask(char *question, char *program)
{
	int status = 0;

	printf("$ %s\n", question);
	fflush(stdout);
	pid_t child = fork();
	if (child == 0)
		exit(answer(question, program));
	if (child < 0 || waitpid(child, &status, 0) != child)
		return -1;
	printf("= %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}

/* All of them, before any is asked: a process that ends moves a file that it shares to where it has
 * read. */
static void read_questions(struct buf *text)
{
	char part[4096];
	ssize_t length;

	while ((length = read(STDIN_FILENO, part, sizeof part)) > 0)
		buf_add(text, part, (size_t)length);
}

int __wrap_main(int argc, char **argv)
{
	int nothing = open("/dev/null", O_RDONLY);
	struct buf text = BUF_INIT;

	read_questions(&text);
	if (argc != 1 || nothing < 0 || dup2(nothing, STDIN_FILENO) < 0)
		return 129;
	close(nothing);
	load_libgit2();
	for (char *line, *rest = text.data; (line = strsep(&rest, "\n")) != NULL;) {
		if (*line && ask(line, argv[0]) < 0) {
			perror("questions");
			return 128;
		}
	}
	buf_release(&text);
	return 0;
}

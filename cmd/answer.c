/* SPDX-License-Identifier: MIT */
#include "cmd/answer.h"

#include "core/git/git.h"
#include "core/rules/ledger.h"
#include "core/git/repo.h"
#include "formats/date.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* Files and bytes that are kept, and bytes of one answer. */
enum { KEPT_MOST = 256, KEPT_BYTES = 32 << 20, ANSWER_LARGEST = 4 << 20 };

/* Before the bytes of the answer; native byte order, since a cache never leaves the machine. */
struct answer_head {
	char magic[8];
	int32_t zone, day; /* the charter's zone, and the day that was asked */
	int32_t status;
	uint32_t talk_len, len; /* of what goes to stderr, then of what goes to stdout */
	uint32_t zero;
	uint64_t check; /* XXH3 of this, the bytes and the name of the file */
};

static const char magic[8] = "mootans3";

static void add_text(XXH3_state_t *state, const char *text)
{
	XXH3_128bits_update(state, text ? text : "\1", strlen(text ? text : "\1") + 1);
}

/* Whom git would name: status answers to that person. */
static void add_identity(XXH3_state_t *state)
{
	static const char *const names[] = {
	        "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "EMAIL", "USER", "LOGNAME", "HOME"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		add_text(state, getenv(names[i]));
}

static void add_config(XXH3_state_t *state, struct context *context)
{
	const struct git_config *config = context_config(context);

	for (size_t i = 0; i < config->count; i++) {
		add_text(state, config->entry[i].key);
		add_text(state, config->entry[i].value);
		struct stat status;
		/* the one file outside the repository that an answer is read from */
		if (!strcmp(config->entry[i].key, "mailmap.file") && config->entry[i].value &&
		        !stat(config->entry[i].value, &status)) {
			XXH3_128bits_update(state, &status.st_mtim, sizeof status.st_mtim);
			XXH3_128bits_update(state, &status.st_size, sizeof status.st_size);
		}
	}
}

/* Between two releases the version stays and what is said may not. */
static void add_program(XXH3_state_t *state)
{
	struct stat status;

	add_text(state, MOOT_VERSION);
	if (stat("/proc/self/exe", &status))
		return;
	XXH3_128bits_update(state, &status.st_mtim, sizeof status.st_mtim);
	XXH3_128bits_update(state, &status.st_size, sizeof status.st_size);
}

static const char *question_path(
        struct context *context, int argc, char **argv, const struct oid *tip)
{
	XXH3_state_t *state = XXH3_createState();
	const struct out *out = context->out;
	const int32_t numbers[] = {RULES_VERSION, (int32_t)out->form, out->nul, out->color,
	        out->terminal, out->width, context->today, context->at};

	if (!state)
		return NULL;
	XXH3_128bits_reset(state);
	add_program(state);
	XXH3_128bits_update(state, numbers, sizeof numbers);
	XXH3_128bits_update(state, tip, sizeof *tip);
	add_text(state, context->command->name);
	for (int i = 0; i < argc; i++)
		add_text(state, argv[i]);
	add_text(state, repo_prefix(context->repo));
	add_identity(state);
	add_config(state, context);
	XXH128_hash_t hash = XXH3_128bits_digest(state);
	XXH3_freeState(state);
	return arena_print(context->arena, "%s/moot/answers/%016llx%016llx",
	        repo_common_dir(context->repo), (unsigned long long)hash.high64,
	        (unsigned long long)hash.low64);
}

/* A question about a file outside of the repository is not kept. */
static bool asks_elsewhere(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		if (!strncmp(argv[i], "--from", 6) || !strncmp(argv[i], "--ba", 4))
			return true; /* --ballots may be shortened */
	return false;
}

/* Of head, what follows it and name: an answer under the name of another question is none. */
static uint64_t check_of(struct answer_head head, const char *text, const char *path)
{
	XXH3_state_t *state = XXH3_createState();

	if (!state)
		return 0;
	head.check = 0;
	XXH3_64bits_reset(state);
	XXH3_64bits_update(state, &head, sizeof head);
	XXH3_64bits_update(state, text, (size_t)head.talk_len + head.len);
	const char *name = strrchr(path, '/');
	XXH3_64bits_update(state, name, strlen(name));
	uint64_t check = XXH3_64bits_digest(state);
	XXH3_freeState(state);
	return check;
}

static bool read_all(int fd, void *data, size_t len)
{
	char *at = data;

	while (len) {
		ssize_t got = read(fd, at, len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		len -= (size_t)got;
	}
	return true;
}

/* As the facts (store.h): ours, or the repository's owner's. */
static bool is_trusted(const struct answer *answer, const struct stat *status)
{
	struct stat owner;

	return S_ISREG(status->st_mode) &&
	       (status->st_uid == geteuid() ||
	               (!stat(repo_common_dir(answer->context->repo), &owner) &&
	                       owner.st_uid == status->st_uid));
}

static bool read_answer(struct answer *answer, struct answer_head *head, char **text)
{
	struct context *context = answer->context;
	int fd = open(answer->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	bool good = false;
	struct stat status;

	if (fd < 0)
		return false;
	if (!fstat(fd, &status) && is_trusted(answer, &status) &&
	        read_all(fd, head, sizeof *head) && !memcmp(head->magic, magic, sizeof magic) &&
	        head->len <= ANSWER_LARGEST && head->talk_len <= ANSWER_LARGEST) {
		size_t len = (size_t)head->talk_len + head->len;
		*text = arena_alloc(context->arena, len);
		int32_t day = context->at != DAY_NONE ? context->at
		                                      : day_of_time(context->now, head->zone);
		good = day == head->day && read_all(fd, *text, len) &&
		       check_of(*head, *text, answer->path) == head->check;
	}
	close(fd);
	return good;
}

int answer_find(struct answer *answer, struct context *context, int argc, char **argv, int *status)
{
	struct error ignored = ERROR_INIT;
	struct answer_head head;
	struct oid tip;
	char *text;

	*answer = (struct answer){.context = context, .talk = BUF_INIT};
	if (asks_elsewhere(argc, argv) || context_repo(context, NULL, &ignored) ||
	        repo_resolve(context->repo, context->commit, &tip, &ignored))
		return 0;
	answer->path = question_path(context, argc, argv, &tip);
	if (!answer->path || !read_answer(answer, &head, &text))
		return 0;
	fwrite(text, 1, head.talk_len, stderr);
	fwrite(text + head.talk_len, 1, head.len, context->out->file);
	*status = head.status;
	return 1;
}

void answer_begin(struct answer *answer)
{
	if (!answer->path)
		return;
	answer->memory = open_memstream(&answer->text, &answer->len);
	if (!answer->memory) {
		answer->path = NULL;
		return;
	}
	answer->results = answer->context->out->file;
	answer->context->out->file = answer->memory;
	talk_heard(&answer->talk);
}

struct kept {
	char *name;
	struct timespec age;
	off_t size;
};

static int by_age(const void *a, const void *b)
{
	const struct timespec *first = &((const struct kept *)a)->age;
	const struct timespec *second = &((const struct kept *)b)->age;

	if (first->tv_sec != second->tv_sec)
		return first->tv_sec < second->tv_sec ? -1 : 1;
	return (first->tv_nsec > second->tv_nsec) - (first->tv_nsec < second->tv_nsec);
}

/* When there are too many or they are too large, the oldest go, down to half. */
static void make_room(struct arena *arena, const char *folder)
{
	DIR *open_folder = opendir(folder);
	struct kept *kept = NULL;
	size_t count = 0, capacity = 0;
	off_t bytes = 0;
	struct dirent *entry;

	while (open_folder && (entry = readdir(open_folder))) {
		struct stat status;
		if (entry->d_name[0] == '.' ||
		        fstatat(dirfd(open_folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW))
			continue;
		kept = arena_grow(arena, kept, count, &capacity, sizeof *kept);
		kept[count++] =
		        (struct kept){arena_string(arena, entry->d_name, strlen(entry->d_name)),
		                status.st_mtim, status.st_size};
		bytes += status.st_size;
	}
	if (count >= KEPT_MOST || bytes >= KEPT_BYTES) {
		qsort(kept, count, sizeof *kept, by_age);
		for (size_t i = 0;
		        i < count && (count - i > KEPT_MOST / 2 || bytes > KEPT_BYTES / 2); i++) {
			unlinkat(dirfd(open_folder), kept[i].name, 0);
			bytes -= kept[i].size;
		}
	}
	if (open_folder)
		closedir(open_folder);
}

/* A cache that cannot be written is none: nothing is said about it. */
static void keep(struct answer *answer, int status)
{
	const struct context *context = answer->context;
	struct answer_head head = {.zone = context->zone,
	        .day = context->day,
	        .status = status,
	        .talk_len = (uint32_t)answer->talk.len,
	        .len = (uint32_t)answer->len};
	char *folder = arena_string(context->arena, answer->path, strlen(answer->path));
	const char *beside = arena_print(context->arena, "%s.%ld", answer->path, (long)getpid());

	memcpy(head.magic, magic, sizeof magic);
	buf_add(&answer->talk, answer->text, answer->len); /* now both */
	head.check = check_of(head, answer->talk.data, answer->path);
	*strrchr(folder, '/') = '\0';
	char *above = arena_string(context->arena, folder, strlen(folder));
	*strrchr(above, '/') = '\0';
	mkdir(above, 0777);
	mkdir(folder, 0777);
	make_room(context->arena, folder);
	int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (fd < 0)
		return;
	bool written = write(fd, &head, sizeof head) == (ssize_t)sizeof head &&
	               write(fd, answer->talk.data, answer->talk.len) == (ssize_t)answer->talk.len;
	if (close(fd) || !written || rename(beside, answer->path))
		unlink(beside);
}

void answer_end(struct answer *answer, int status)
{
	struct context *context = answer->context;

	if (!answer->results)
		return;
	bool caught = !fclose(answer->memory);
	talk_heard(NULL);
	context->out->file = answer->results;
	if (caught && answer->len)
		fwrite(answer->text, 1, answer->len, context->out->file);
	if (caught && (status == 0 || status == 1) && context->dated &&
	        answer->len <= ANSWER_LARGEST && answer->talk.len <= ANSWER_LARGEST &&
	        !context->out->error)
		keep(answer, status);
	free(answer->text);
	buf_release(&answer->talk);
	answer->results = NULL;
}

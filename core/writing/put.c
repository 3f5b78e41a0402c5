/* SPDX-License-Identifier: MIT */
#include "core/writing/put.h"

#include "formats/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *put_new(struct arena *arena, const char *full, long process)
{
	return arena_print(arena, "%s.moot-%ld", full, process);
}

const char *put_old(struct arena *arena, const char *full, long process)
{
	return arena_print(arena, "%s.moot-%ld.old", full, process);
}

int put_failed(struct error *err, const char *what, const char *path)
{
	int number = errno;

	error_set(err, ERROR_FATAL, "cannot %s '%s': %s", what, path, strerror(number));
	switch (number) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return error_hint(err, "nothing was written; make room and do it again");
	case EROFS:
		return error_hint(err, "nothing was written; this place can only be read");
	case EACCES:
	case EPERM:
		return error_hint(err, "nothing was written; see who owns it: ls -ld '%s'", path);
	case EIO:
		return error_hint(err, "nothing was written; the disk fails: save what is on it");
	default:
		return -1;
	}
}

static int write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t wrote = write(fd, text, len);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return -1;
		text += wrote;
		len -= (size_t)wrote;
	}
	return 0;
}

/* Closes the file. */
static int fill(int fd, const char *text, size_t len, mode_t mode)
{
	int failed = mode ? fchmod(fd, mode & 0777) : 0;

	if (!failed)
		failed = write_all(fd, text, len);
	if (!failed)
		failed = fsync(fd);
	int why = errno;
	if (close(fd) && !failed)
		return -1;
	errno = why;
	return failed;
}

int put_file(struct arena *arena, const char *full, const char *text, size_t len, mode_t mode,
        bool keep, struct error *err)
{
	const char *beside = put_new(arena, full, (long)getpid());
	int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);

	if (fd < 0)
		return put_failed(err, "write", full);
	int failed = fill(fd, text, len, mode);
	/* where there are no second names, going back writes the text again */
	if (!failed && keep && link(full, put_old(arena, full, (long)getpid())))
		failed = errno == EEXIST ? -1 : 0;
	if (failed || rename(beside, full)) {
		put_failed(err, "write", full);
		unlink(beside);
		return -1;
	}
	return 0;
}

int put_own(struct arena *arena, const char *full, const char *text, size_t len, struct error *err)
{
	const char *beside = arena_print(arena, "%s.new", full);
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);

	if (fd >= 0 && !fill(fd, text, len, 0) && !rename(beside, full))
		return 0;
	put_failed(err, "write", full);
	unlink(beside);
	return -1;
}

static int read_whole(int fd, const char *full, struct buf *text, struct error *err)
{
	for (;;) {
		buf_reserve(text, 65536);
		ssize_t got = read(fd, text->data + text->len, 65536);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return put_failed(err, "read", full);
		if (got == 0)
			return 0;
		text->len += (size_t)got;
	}
}

int put_read(struct arena *arena, const char *full, const char **text, size_t *len, mode_t *mode,
        struct error *err)
{
	struct stat status;
	struct buf read = BUF_INIT;

	*text = NULL;
	*len = 0;
	if (lstat(full, &status)) {
		if (errno == ENOENT || errno == ENOTDIR)
			return 0;
		return put_failed(err, "look at", full);
	}
	if (!S_ISREG(status.st_mode))
		return error_set(err, ERROR_FATAL, "'%s' is no plain file", full);
	int fd = open(full, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return put_failed(err, "read", full);
	int failed = read_whole(fd, full, &read, err);
	close(fd);
	if (!failed) {
		*text = arena_string(arena, read.data, read.len);
		*len = read.len;
		*mode = status.st_mode;
	}
	buf_release(&read);
	return failed;
}

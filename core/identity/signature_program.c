/* SPDX-License-Identifier: MIT */
/* Signatures that are left to ssh-keygen and gpgv. */
#include "core/git/git.h"
#include "core/identity/signature.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A folder of its own that nobody else can look into, and the one file in it. */
struct lodging {
	char folder[32], file[64];
};

static int lodge(struct lodging *lodging, const void *data, size_t len, struct error *err)
{
	strcpy(lodging->folder, "/tmp/moot-XXXXXX");
	if (!mkdtemp(lodging->folder))
		return error_set(err, ERROR_UNSURE,
		        "cannot check a signature: no folder in /tmp: %s", strerror(errno));
	snprintf(lodging->file, sizeof lodging->file, "%s/file", lodging->folder);
	int fd = open(lodging->file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool written = fd >= 0 && write(fd, data, len) == (ssize_t)len;
	if (fd >= 0)
		close(fd);
	if (written)
		return 0;
	error_set(err, ERROR_UNSURE, "cannot check a signature: writing to /tmp: %s",
	        strerror(errno));
	unlink(lodging->file);
	rmdir(lodging->folder);
	return -1;
}

static void leave(const struct lodging *lodging)
{
	unlink(lodging->file);
	rmdir(lodging->folder);
}

static int run(const char *const *argv, const void *payload, size_t len, struct buf *out,
        int *status, const char *package, struct error *err)
{
	struct buf errors = BUF_INIT;
	struct error why = ERROR_INIT;
	struct git_call call = {.argv = argv,
	        .input = payload,
	        .input_len = len,
	        .out = out,
	        .errors = &errors,
	        .flags = GIT_PARSED};
	int result = git_call(&call, &why);

	if (result) {
		error_set(err, ERROR_UNSURE, "cannot check a signature: %s", why.text);
		error_hint(err, "install %s", package);
	}
	*status = call.status;
	buf_release(&errors);
	return result;
}

int signature_check_ssh(const struct signature *signature, const void *payload, size_t len,
        bool *good, struct error *err)
{
	struct lodging lodging;
	struct buf out = BUF_INIT;
	int status = 1;

	*good = false;
	if (lodge(&lodging, signature->text, signature->len, err))
		return -1;
	const char *const argv[] = {"ssh-keygen", "-Y", "check-novalidate", "-n", signature->space,
	        "-s", lodging.file, NULL};
	int result = run(argv, payload, len, &out, &status, "openssh-client", err);
	*good = !result && !status;
	leave(&lodging);
	buf_release(&out);
	return result;
}

/* "[GNUPG:] VALIDSIG <of the subkey> ... <of the key>", of which there is one a signature. */
static const char *valid_by(struct arena *arena, const char *status)
{
	static const char word[] = "[GNUPG:] VALIDSIG ";
	const char *line = strstr(status, word);

	if (!line || strstr(line + 1, word))
		return NULL;
	size_t len = strcspn(line, "\n");
	while (len && line[len - 1] == ' ')
		len--;
	size_t from = len;
	while (from && line[from - 1] != ' ')
		from--;
	return len - from == 40 ? arena_string(arena, line + from, 40) : NULL;
}

int signature_check_openpgp(const struct signature *signature, const void *payload, size_t len,
        const struct buf *keyring, struct arena *arena, const char **by, struct error *err)
{
	struct lodging keys, made;
	struct buf out = BUF_INIT;
	int status = 1;

	*by = NULL;
	if (lodge(&keys, keyring->data, keyring->len, err))
		return -1;
	if (lodge(&made, signature->text, signature->len, err)) {
		leave(&keys);
		return -1;
	}
	const char *const argv[] = {"gpgv", "--homedir", keys.folder, "--status-fd", "1",
	        "--keyring", keys.file, made.file, "-", NULL};
	int result = run(argv, payload, len, &out, &status, "gpgv", err);
	if (!result && !status)
		*by = valid_by(arena, out.data);
	leave(&made);
	leave(&keys);
	buf_release(&out);
	return result;
}

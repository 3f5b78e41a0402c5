/* SPDX-License-Identifier: MIT */
#include "cmd/doctor.h"

#include "core/group/signers.h"
#include "formats/key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_LINE_MOST = 1 << 14 };

static bool read_line(char *line, size_t size, const char *path)
{
	FILE *file = fopen(path, "re");
	bool got = file && fgets(line, (int)size, file);

	if (file)
		fclose(file);
	return got;
}

/* The public key that git would sign with; only files that end in .pub are opened. */
static bool own_key(struct doctor *doctor, struct key *out)
{
	struct arena *arena = doctor->context->arena;
	const char *named = git_config_get(doctor->config, "user.signingKey");
	const char *home = getenv("HOME");
	char *line = arena_alloc(arena, KEY_LINE_MOST);

	if (!named)
		return false;
	if (!strncmp(named, "key::", 5))
		return key_parse(out, arena, named + 5);
	if (key_parse(out, arena, named))
		return true;
	if (!strncmp(named, "~/", 2) && home)
		named = arena_print(arena, "%s/%s", home, named + 2);
	size_t len = strlen(named);
	const char *path = len > 4 && !strcmp(named + len - 4, ".pub")
	                           ? named
	                           : arena_print(arena, "%s.pub", named);
	if (!read_line(line, KEY_LINE_MOST, path))
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	return key_parse(out, arena, line);
}

/* What of the files says that this key is not the person's; NULL: it is. */
static const char *key_trouble(
        struct doctor *doctor, const struct person *person, const struct key *key)
{
	struct arena *arena = doctor->context->arena;
	struct key one;
	bool found = false;

	for (size_t i = 0; i < person->key_retired_count; i++)
		if (key_parse(&one, arena, person->key_retired[i]) &&
		        !strcmp(one.fingerprint, key->fingerprint))
			return arena_print(arena,
			        "the key that git signs with is retired in %s's file",
			        person->handle);
	for (size_t i = 0; i < person->key_count; i++)
		found |= key_parse(&one, arena, person->key[i]) &&
		         !strcmp(one.fingerprint, key->fingerprint);
	return found ? NULL
	             : arena_print(arena,
	                       "the key that git signs with (%s) does not stand in people/%s.ini",
	                       key->fingerprint, person->handle);
}

static void look_at_signing(struct doctor *doctor, const char *handle)
{
	const char *format = git_config_get(doctor->config, "gpg.format");
	const struct person *person = standing_person(&doctor->group->now, handle);
	bool ssh = format && !strcmp(format, "ssh");
	struct key key;

	if (!git_config_bool(doctor->config, "commit.gpgSign", false)) {
		doctor_tell(doctor, "signing",
		        "this group signs, and git does not: what you commit counts for nobody",
		        ssh ? "git config commit.gpgSign true"
		            : "git config gpg.format ssh; git config user.signingKey FILE.pub; git "
		              "config commit.gpgSign true");
		return;
	}
	if (!ssh) {
		doctor_tell(doctor, "signing", NULL, NULL);
		return;
	}
	bool known = own_key(doctor, &key);
	doctor_tell(doctor, "signing",
	        !known ? "git signs, and its public key cannot be read: user.signingKey"
	               : key_trouble(doctor, person, &key),
	        known ? "add it as 'key =', in a commit signed by a key that stands there; without "
	                "one the others decide: moot propose --person"
	              : "git config user.signingKey FILE.pub");
}

static void look_at_checking(struct doctor *doctor)
{
	const char *missing = !doctor_has_program("ssh-keygen") ? "ssh-keygen"
	                      : !doctor_has_program("gpgv")     ? "gpgv"
	                                                        : NULL;

	doctor_tell(doctor, "programs",
	        missing ? arena_print(doctor->context->arena,
	                          "%s, which checks some signatures, is not there", missing)
	                : NULL,
	        "install openssh-client and gpgv");
	doctor_tell(doctor, "allowed signers",
	        git_config_get(doctor->config, "gpg.ssh.allowedSignersFile")
	                ? NULL
	                : "git verify-commit does not know who is a member",
	        "moot signers -o .git/moot-signers; git config gpg.ssh.allowedSignersFile "
	        ".git/moot-signers");
}

void doctor_identity(struct doctor *doctor)
{
	struct arena *arena = doctor->context->arena;
	const struct group *group = doctor->group;
	bool bare = !repo_work_tree(doctor->context->repo);
	bool is_signed = standing_charter(&group->now)->identity_signed;
	struct person_at_hand person;
	struct error err = ERROR_INIT;

	if (is_signed)
		look_at_checking(doctor);
	if (bare)
		return; /* nobody commits on a server */
	if (session_person(doctor->context, group, &person, &err)) {
		doctor_tell(doctor, "identity", err.text,
		        "git config user.name NAME; git config user.email ADDRESS");
		return;
	}
	doctor_tell(doctor, "identity",
	        person.handle ? NULL
	                      : arena_print(arena, "%s is in no file under people/", person.mail),
	        "git config user.email ADDRESS, the one you are known by; or ask a member for moot "
	        "join");
	if (is_signed && person.handle)
		look_at_signing(doctor, person.handle);
}

/* SPDX-License-Identifier: MIT */
/*
 * identity: from the names and mails that people commit and are thanked under to persons.
 *
 * In a moot repository persons are handles, known by what stands in people/; .mailmap only helps a
 * mail that stands nowhere there.  In history mode (no handles) a person is the mapped
 * "Name <mail>", mail in lower case, and everybody named is one.
 *
 * This says whom words are about.  It never says who may do what.
 */
#ifndef CORE_IDENTITY_IDENTITY_H
#define CORE_IDENTITY_IDENTITY_H

#include "core/git/git.h"
#include "core/git/oid.h"
#include "core/git/repo.h"
#include "formats/arena.h"
#include "formats/error.h"
#include "formats/mailmap.h"
#include "formats/trailer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In place of a person's number. */
#define IDENTITY_UNKNOWN UINT32_MAX       /* known to nobody */
#define IDENTITY_SHARED (UINT32_MAX - 1u) /* several people's, so nobody's (rule D7) */
#define IDENTITY_ROBOT (UINT32_MAX - 2u)  /* no person */
#define IDENTITY_LIMIT (UINT32_MAX - 3u)  /* persons are below */

/* A name or mail that stands in a person's file. */
struct person_claim {
	const char *handle;
	const char *text;
	bool mail;
	uint32_t since; /* when it came in: of two claims of one mail the lower counts (rule D7) */
};

struct identity_options {
	const char *const *handle; /* all known, each once; NULL: history mode */
	size_t handle_count;
	const struct person_claim *claim;
	size_t claim_count;
	const struct mailmap *mailmap; /* or NULL */
	const char *const *robot;      /* mails or names beside the ones every forge has */
	size_t robot_count;
};

struct identity;

/* Lives in the arena.  What the options point to is borrowed. */
struct identity *identity_new(struct arena *arena, const struct identity_options *options);

/* A forge's merge account, "...[bot]", one of options->robot, or in history mode a known program
 * (robot.h). */
bool identity_is_robot(const struct identity *identity, const char *name, const char *mail);

/*
 * Who commits under this name and mail.  Only the mail counts in a moot repository.  In history
 * mode ask this for all idents of a history before any of the functions below.
 */
uint32_t identity_of_ident(struct identity *identity, const char *name, const char *mail);

/*
 * Whom a trailer names.  A bare name, mail or handle of nobody known is a person of its own in
 * history mode: so ask first for those that have both.
 */
uint32_t identity_of_person(struct identity *identity, const struct trailer_person *person);

uint32_t identity_of_handle(const struct identity *identity, const char *handle, size_t len);

/* Whether nothing proves the persons to be two: they are one, or in history mode have one mail. */
bool identity_same(const struct identity *identity, uint32_t person, uint32_t other);

/* Handles in the order of the options, or persons as they were met; grows in history mode. */
const char *identity_name(const struct identity *identity, uint32_t person);
uint32_t identity_count(const struct identity *identity);

/*
 * Adds what git would map by: `path` in the tree (".mailmap", "governance/.mailmap"), then
 * mailmap.blob and mailmap.file of the configuration (config may be NULL).  One that cannot be read
 * is none, as in git.
 */
int identity_mailmap(struct mailmap *out, struct repo *repo, const struct oid *tree,
        const char *path, const struct git_config *config, struct error *err);

#endif

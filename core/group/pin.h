/* SPDX-License-Identifier: MIT */
/*
 * pin: what was verified before, and has to stay (rule V9).
 *
 * refs/moot/verified/BRANCH names the newest commit of the branch that was proven and that a
 * remote-tracking branch has: what others have seen.  It never leaves the clone.
 */
#ifndef CORE_GROUP_PIN_H
#define CORE_GROUP_PIN_H

#include "core/group/group.h"

struct pin_loss {
	const char *commit; /* in hex */
	const char *subject;
};

struct pin {
	const char *branch; /* "main"; NULL: HEAD is detached or unborn, there is no pin */
	const char *name;   /* "refs/moot/verified/main" */
	bool set;
	struct oid id;
	uint32_t commit; /* in the history, HISTORY_NONE: it is no ancestor */
	/* After pin_move(): the pin of a branch that is gone, "refs/moot/verified/topic" where this
	 * one is topic/one, which holds what this one would not; or NULL. */
	const char *in_the_way;
	/* Of a pin that is no ancestor: commits that changed something governed and are gone. */
	struct pin_loss *loss;
	size_t loss_count;
};

/* branch, name, set and id, for which the history is not needed; commit is HISTORY_NONE. */
void pin_find(struct pin *out, struct arena *arena, struct repo *repo);
/* All of it. */
int pin_read(struct pin *out, struct arena *arena, const struct group *group, struct error *err);

/* Whether pin_move() would leave it where it is; false too where only the history can tell. */
int pin_is_settled(const struct pin *pin, struct repo *repo, const struct oid *tip, bool *settled,
        struct error *err);

/*
 * Moves the pin to the newest commit of the history that a remote-tracking branch has; *moved says
 * whether.  Pins whose names are in the way go where they hold no more than this one.  Call it only
 * when all of it was proven.
 */
int pin_move(struct pin *pin, const struct group *group, bool *moved, struct error *err);

/* The commits that touch something governed and are in `gone` but not in `kept`, newest first. */
int pin_losses(struct pin_loss **out, size_t *count, struct arena *arena, const char *root,
        const char *gone, const char *kept, struct error *err);

#endif

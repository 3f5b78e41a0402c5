/* SPDX-License-Identifier: MIT */
/* What a commit adds to one negotiation, as replay_negotiation.c hands it on. */
#ifndef CORE_REPLAY_REPLAY_ADDING_H
#define CORE_REPLAY_REPLAY_ADDING_H

#include "core/replay/replay_private.h"
#include "formats/negotiation.h"

/* One added file and what its name says. */
struct part {
	const struct change *change;
	struct negotiation_path path;
};

struct adding {
	struct replay *replay;
	uint32_t commit;
	const char *who;
	const struct replay_change_set *set;
	struct part *part; /* of one folder */
	size_t part_count;
	struct negotiation *negotiation;
};

const char *adding_path(const struct replay *replay, const struct change *change);
/* NULL, and a finding, where it is no plain file or larger than the limit. */
int adding_text(struct adding *adding, const struct change *change, size_t limit, const char **text,
        size_t *len, struct error *err);
const struct part *adding_find(const struct adding *adding, enum negotiation_part part);
struct moment adding_parent(const struct adding *adding);

/* --- replay_voice.c --- */
int replay_voice(struct adding *adding, const struct part *part, struct error *err);

#endif

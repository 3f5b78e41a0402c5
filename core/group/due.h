/* SPDX-License-Identifier: MIT */
/* due: what needs somebody on a day, and by when. */
#ifndef CORE_GROUP_DUE_H
#define CORE_GROUP_DUE_H

#include "core/group/group.h"

enum due_what {
	DUE_EMERGENCY, /* done above somebody's autonomy, and not agreed yet */
	DUE_VOICE,     /* a negotiation has not heard this person */
	DUE_SECOND,    /* a recall waits for a second */
	DUE_ACCEPT,    /* something is offered to this person */
	DUE_DISPUTED,  /* what was decided is in doubt since a merge */
	DUE_DECIDE,    /* may be decided now */
	DUE_BLOCKED,   /* an objection stands */
	DUE_STALE,     /* what it changes has changed */
	DUE_LAPSING,   /* closed and not decided; lapses on that day */
	DUE_LAPSED,    /* a trial has ended; the text before it holds again */
	DUE_CONTESTED, /* a decision is no longer carried */
	DUE_DUTY,      /* a holder has missed what the role asks of them */
	DUE_REVIEW,    /* a decision is to be looked at again */
	DUE_TENSION,   /* somebody said what hurts, and nobody answered */
	DUE_FEEDBACK,  /* a term is about to end: what to keep, what to change */
	DUE_STAGGER,   /* all terms of a role end on one day */
	DUE_ENDING,    /* a term or membership ends within thirty days */
	DUE_ENDED,     /* ended within the last thirty, and nobody followed */
	DUE_VACANT,    /* a role without a holder in force */
	DUE_WHATS
};

extern const char *const due_name[DUE_WHATS]; /* "voice" "accept" ...: the field `what` */

struct due {
	enum due_what what;
	const char *who;  /* whose it is, or NULL: anybody's */
	const char *role; /* a role, person, agreement or slug it is about */
	const char *id;   /* of the negotiation, or NULL */
	int32_t day;      /* by when; DAY_NONE */
	const char *text; /* the rest of the sentence */
	const char *next; /* a command that answers it, or NULL */
};

/* Sorted by kind, then day.  `who` NULL: everybody's. */
struct due_list {
	struct due *item;
	size_t count, capacity;
};

int due_read(struct due_list *out, struct arena *arena, const struct group *group, const char *who,
        struct error *err);

#endif

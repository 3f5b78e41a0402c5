/* SPDX-License-Identifier: MIT */
#include "formats/charter.h"

#include "formats/ini_edit.h"

#include <string.h>

const char *const charter_template_name[4] = {"pair", "team", "coop", "oss"};

static const char rules_1[] =
        "; The shipped rules 1. A charter (moot.ini) says only what differs from them:\n"
        "; see moot-charter(5). What was shipped under a number never changes.\n"
        "\n"
        "[moot]\n"
        "rules = 1\n"
        "; The charter says `name = ...`, and may say `robots = ...` and `seeds = ...`.\n"
        "identity = named ; or signed: who speaks is who signed the commit\n"
        "zone = UTC ; in which days are counted\n"
        "relay = no ; or how long voices passed on by others may be disputed, as 7d\n"
        "trailers = git ; or any-line\n"
        "\n"
        "; What a change touches, and the policy it is decided by.\n"
        "[use]\n"
        "where = light\n"
        "how = light\n"
        "what = light\n"
        "who = standard\n"
        "why = standard\n"
        "autonomy = significant\n"
        "lead = standard\n"
        "holder = standard\n"
        "pay = significant\n"
        "person = significant\n"
        "charter = significant ; entrenched for identity, [use] and [policy ...]\n"
        "agreement = standard\n"
        "trial = light\n"
        "recall = significant\n"
        "\n"
        "[policy light]\n"
        "method = consent\n"
        "quorum = 1/3\n"
        "open = 1d..7d\n"
        "early = yes\n"
        "\n"
        "[policy standard]\n"
        "method = consent\n"
        "quorum = 1/2\n"
        "open = 3d..14d\n"
        "early = yes\n"
        "review = 12m\n"
        "\n"
        "[policy significant]\n"
        "method = consent\n"
        "quorum = 2/3\n"
        "open = 7d..21d\n"
        "early = yes\n"
        "review = 12m\n"
        "\n"
        "[policy entrenched]\n"
        "method = vote\n"
        "yes = >= 2/3\n"
        "quorum = 2/3\n"
        "open = 14d..28d\n"
        "\n"
        "; For what somebody had to do above their autonomy, which falls back after 3 days.\n"
        "[policy emergency]\n"
        "method = consent\n"
        "quorum = 1/2\n"
        "open = 1d..3d\n"
        "early = yes\n"
        "\n"
        "; Who asks decides, after everybody was asked.\n"
        "[policy advice]\n"
        "method = advice\n"
        "open = 3d..14d\n"
        "\n"
        "[policy election]\n"
        "method = election\n"
        "quorum = 1/2\n"
        "open = 5d..14d\n"
        "early = yes\n"
        "\n"
        "; Passes at its close unless somebody objects; never early.\n"
        "[policy lazy]\n"
        "method = lazy\n"
        "open = 3d..7d\n"
        "\n"
        "; For what was blocked by an objection and is opened again.\n"
        "[policy appeal]\n"
        "method = vote\n"
        "yes = >= 2/3\n"
        "quorum = 2/3\n"
        "open = 7d..21d\n"
        "\n"
        "; The first three bind roles that lead others, the other three everybody.\n"
        "[limits]\n"
        "max-term = 12m\n"
        "max-consecutive = 3\n"
        "cooling = none\n"
        "max-roles = none\n"
        "max-load = none ; as 5d/week\n"
        "affiliation = none ; the largest part of one employer, as 1/2\n"
        "\n"
        "; See moot-reputation(7). Behind the four numbers: what each acknowledgement is worth.\n"
        "[reputation]\n"
        "half-life = 180\n"
        "units-of = 512\n"
        "pair-cap = 32768\n"
        "steps = 3\n"
        "thanks = 4\n"
        "thanks-to = 4\n"
        "helped-by = 4\n"
        "co-authored-by = 4\n"
        "suggested-by = 4\n"
        "reported-by = 4\n"
        "reviewed-by = 4\n"
        "tested-by = 4\n"
        "landed = 4 ; somebody else's work put in\n"
        "builds-on = 2\n"
        "acked-by = 2\n"
        "asks = 1\n"
        "mention = 0\n"
        "signed-off-by = 0\n"
        "cc = 0\n"
        "\n"
        "; `words = ...` here replaces the words people thank with, of fourteen languages.\n"
        "[thanks]\n";

const char *charter_shipped(uint32_t rules)
{
	return rules == 1 ? rules_1 : NULL;
}

/* What a template says beside the three lines, and why a group of its kind needs it. */
static const char *const template_text[4] = {
        "\n"
        "; Two who agree have nobody to wait for.\n"
        "[policy entrenched]\n"
        "early = yes\n",

        "",

        "\n"
        "; Roles change hands often here, and everybody is asked anyway.\n"
        "[use]\n"
        "autonomy = standard\n"
        "recall = standard\n",

        "trailers = any-line ; squash merges hide credit from git's own rule\n"
        "robots = noreply@github.com\n"
        "\n"
        "; Volunteers answer when they can: work goes on unless somebody objects.\n"
        "[use]\n"
        "how = lazy\n"
        "what = lazy\n"
        "who = light\n",
};

const char *charter_template(struct arena *arena, const char *template_name, const char *group)
{
	struct error err = ERROR_INIT;

	if (!*group || strchr(group, '\n') || !ini_writable(group, strlen(group), &err))
		return NULL;
	for (size_t i = 0; i < 4; i++)
		if (!strcmp(template_name, charter_template_name[i]))
			return arena_print(arena,
			        "[moot]\nrules = 1\nname = %s\nidentity = named\n%s", group,
			        template_text[i]);
	return NULL;
}

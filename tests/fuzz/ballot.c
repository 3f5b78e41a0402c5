/* SPDX-License-Identifier: MIT */
/* Any bytes as a ballot file of ranks; what is read whole is counted, and its places are all
 * options. */
#include "core/count/count.h"
#include "formats/ballot.h"
#include "tests/fuzz/fuzz.h"

static void count(const struct ballots *ballots, struct arena *arena, enum count_method method)
{
	struct count_options options = {.method = method, .seats = 1};
	struct count result;
	struct error err = ERROR_INIT;

	if (count_ballots(&result, arena, ballots, &options, &err))
		return;
	bool *seen = arena_array(arena, result.options, sizeof *seen);
	for (size_t i = 0; i < result.options; i++) {
		if (result.order[i] >= result.options || seen[result.order[i]])
			abort();
		seen[result.order[i]] = true;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);
	struct ballots ballots;

	bool any = ballots_parse(&ballots, &arena, (const char *)data, size, "x.csv",
	        count_method_kind(COUNT_SCHULZE), &findings);
	check_findings(&findings, data, size);
	/* the table of pairs grows with the square of the options: left to the timed tests */
	if (any && !findings_has(&findings, SEVERITY_ERROR) && ballots.options <= 40) {
		count(&ballots, &arena, COUNT_SCHULZE);
		count(&ballots, &arena, COUNT_STV);
	}
	arena_release(&arena);
	return 0;
}

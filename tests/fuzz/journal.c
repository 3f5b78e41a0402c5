/* SPDX-License-Identifier: MIT */
/* Any bytes as a journal file: what is noticed lies in the file, in its order. */
#include "formats/journal.h"
#include "tests/fuzz/fuzz.h"

static void check_order(const struct journal *journal, uint32_t lines)
{
	for (size_t i = 0; i < journal->signal_count; i++) {
		const struct signal *signal = &journal->signal[i];
		if (!signal->line || signal->line > lines ||
		        signal->sentence >= journal->sentence_count)
			abort();
		if (i && signal[-1].line > signal->line)
			abort();
	}
	for (size_t i = 0; i < journal->sentence_count; i++)
		if (journal->sentence[i].entry >= journal->entry_count ||
		        journal->sentence[i].text[journal->sentence[i].len])
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena words = ARENA_INIT;
	static struct thanks thanks;
	struct arena arena = ARENA_INIT;
	struct journal journal;
	uint32_t lines = 1;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n' || data[i] == '\r';
	if (!thanks.count) /* for all inputs */
		thanks_build(&thanks, &words, thanks_shipped, thanks_shipped_count);
	journal_parse(&journal, &arena, (const char *)data, size, &thanks);
	check_order(&journal, lines);
	arena_release(&arena);
	return 0;
}

/* SPDX-License-Identifier: MIT */
/* evidence_cases: small histories, and what is found in them, a line each. */
#ifndef TESTS_EVIDENCE_CASES_H
#define TESTS_EVIDENCE_CASES_H

#include "repository.h"

#include "core/reputation/evidence.h"
#include "formats/date.h"

enum { DAY = 86400 };

static const int64_t first_day = 20000; /* 2024-10-04 */

static struct buf script = BUF_INIT;
static struct arena arena = ARENA_INIT;
static struct history history;
static struct evidence evidence;
static struct thanks words;

/* A commit on the day first_day + day; parents end in 0. */
UNUSED static void commit_of(int mark, const char *author, const char *committer, int day,
        const int *parents, const char *message)
{
	long long time = (first_day + day) * DAY + 3600;

	if (!parents[0])
		buf_puts(&script, "reset refs/heads/main\n\n");
	buf_print(&script, "commit refs/heads/main\nmark :%d\n", mark);
	buf_print(&script, "author %s <%s@x> %lld +0000\n", author, author, time + mark);
	buf_print(&script, "committer %s <%s@x> %lld +0000\n", committer, committer, time);
	buf_print(&script, "data %zu\n%s\n", strlen(message), message);
	for (int i = 0; parents[i]; i++)
		buf_print(&script, "%s :%d\n", i ? "merge" : "from", parents[i]);
}

#define ROOT ((const int[]){0})
#define PARENTS(...) ((const int[]){__VA_ARGS__, 0})

UNUSED static void file(const char *path, const char *text)
{
	buf_print(&script, "M 100644 inline %s\ndata %zu\n%s\n", path, strlen(text), text);
}

UNUSED static void gather(const char *dir, const struct evidence_options *options)
{
	struct error err = ERROR_INIT;
	struct repo *repo;
	struct oid head;

	if (script.len)
		import(dir, &script);
	repo = open_at(dir, &head);
	thanks_build(&words, &arena, thanks_shipped, thanks_shipped_count);
	assert_int_equal(history_read(&history, &arena, repo, &head, NULL, &err), 0);
	history_order(&history, 0, NULL);
	if (evidence_gather(&evidence, &arena, repo, &history, options, &err) != 0)
		fail_msg("%s", err.text);
	repo_close(repo);
}

/* Each item a line: kind giver>receiver day units topic path:line taken by reason. */
UNUSED static const char *shown(void)
{
	static struct buf out = BUF_INIT;

	buf_clear(&out);
	for (size_t i = 0; i < evidence.item_count; i++) {
		const struct evidence_item *item = &evidence.item[i];
		buf_print(&out, "%s %s>%s %d %u %s", item->kind,
		        evidence_giver(&arena, &evidence, item), item->receiver_text,
		        item->day - (int)first_day, item->units, evidence.topic[item->topic]);
		if (*item->path)
			buf_print(&out, " %s:%u", item->path, item->line);
		if (item->taken)
			buf_print(&out, " taken by %s", evidence_taker(&evidence, item));
		if (item->reason)
			buf_print(
			        &out, " %s", evidence_void_name((enum evidence_void)item->reason));
		buf_putc(&out, '\n');
		assert_int_equal(item->event == UINT32_MAX, item->reason != EVIDENCE_COUNTS);
		if (item->event != UINT32_MAX) {
			const struct reputation_event *event = &evidence.event[item->event];
			assert_int_equal(evidence.event_item[item->event], i);
			assert_int_equal(event->giver, item->giver);
			assert_int_equal(event->receiver, item->receiver);
			assert_int_equal(event->units, item->units);
			assert_int_equal(event->day, item->day);
			assert_int_equal(event->topic, item->topic);
		}
	}
	return out.data;
}

/* The day of an entry of a file; the files are known by path. */
UNUSED static int32_t entry_day(const char *path, uint32_t entry)
{
	const struct origin_file *journal = origin_find(&evidence.journals, path);
	struct facts facts = FACTS_INIT;

	assert_non_null(journal);
	assert_true(chronicle_facts_of(history.chronicle, journal->blob, &facts));
	assert_true(entry < facts.entry_count);
	int32_t day = evidence_entry_day(&history, journal, &facts.entry[entry]);
	facts_release(&facts);
	return day;
}

UNUSED static const char *sentence(const char *dir, size_t item)
{
	struct error err = ERROR_INIT;
	struct oid head;
	struct repo *repo = open_at(dir, &head);
	const char *text;

	assert_int_equal(evidence_sentence(&text, &arena, repo, &history, &evidence,
	                         &evidence.item[item], &err),
	        0);
	repo_close(repo);
	return text;
}

UNUSED static const char *const handle[] = {"ada", "bob", "cyd", "dan"};
UNUSED static const struct person_claim claim[] = {{"ada", "ada@x", true, 0},
        {"bob", "bob@x", true, 1}, {"cyd", "cyd@x", true, 2}, {"dan", "dan@x", true, 3},
        {"cyd", "Cyd Ek", false, 2}};

UNUSED static struct evidence_options closed_options(const char *root)
{
	return (struct evidence_options){
	        .root = root,
	        .people = {.handle = handle, .handle_count = 4, .claim = claim, .claim_count = 5},
	        .thanks = &words,
	};
}

UNUSED static int leave(void **state)
{
	arena_release(&arena);
	buf_release(&script);
	return remove_place(state);
}

#endif

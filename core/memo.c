/* SPDX-License-Identifier: MIT */
#include "core/memo.h"

#include "formats/trailer.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

static bool get_facts(void *context, const struct oid *blob, const void **block, size_t *size)
{
	struct memo *memo = context;

	return store_get(memo->store, STORE_JOURNAL, blob, memo->words, block, size);
}

static void put_facts(void *context, const struct oid *blob, const void *block, size_t size)
{
	struct memo *memo = context;

	store_put(memo->store, STORE_JOURNAL, blob, memo->words, block, size);
}

void memo_open(struct memo *memo, struct repo *repo)
{
	struct buf folder = BUF_INIT;

	*memo = (struct memo){
	        .scratch = COMMIT_SCRATCH_INIT,
	        .text = {BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT},
	        .reduced = BUF_INIT,
	        .facts = {get_facts, put_facts, memo},
	};
	buf_print(&folder, "%s/moot", repo_common_dir(repo));
	memo->store = store_open(folder.data);
	buf_release(&folder);
}

void memo_words(struct memo *memo, const char *const *word, size_t count)
{
	memo->words = FACTS_VERSION;
	for (size_t i = 0; i < count; i++)
		memo->words = XXH3_64bits_withSeed(word[i], strlen(word[i]) + 1, memo->words);
}

void memo_close(struct memo *memo)
{
	if (!memo->store)
		return;
	store_close(memo->store);
	memo->store = NULL;
	commit_scratch_release(&memo->scratch);
	for (size_t i = 0; i < sizeof memo->text / sizeof *memo->text; i++)
		buf_release(&memo->text[i]);
	buf_release(&memo->reduced);
}

/* The four texts of a commit live until the next one is asked for. */
static const char *keep_text(void *context, const char *text, size_t len)
{
	struct memo *memo = context;
	struct buf *buf = &memo->text[memo->next_text++ % 4];

	buf_reserve(buf, len + 1);
	buf_clear(buf);
	buf_add(buf, text, len);
	return buf->data;
}

bool memo_commit(void *context, const struct oid *id, struct commit *out)
{
	struct memo *memo = context;
	const void *data;
	size_t size;

	if (!store_get(memo->store, STORE_COMMIT, id, 0, &data, &size) || !size ||
	        ((const char *)data)[size - 1] != '\0')
		return false;
	memo->next_text = 0;
	if (!commit_scan(out, data, size - 1, &memo->scratch, keep_text, memo))
		return false;
	out->id = *id;
	memo->last = *id;
	return true;
}

/* The headers that commit_scan() reads; a signature and what else there is stays behind. */
static void add_headers(struct buf *to, const char *raw, const char *end)
{
	static const char *const wanted[] = {
	        "tree ", "parent ", "author ", "committer ", "encoding "};

	while (raw < end) {
		const char *newline = memchr(raw, '\n', (size_t)(end - raw));
		const char *next = newline ? newline + 1 : end;
		for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
			if (!strncmp(raw, wanted[i], strlen(wanted[i])))
				buf_add(to, raw, (size_t)(next - raw));
		raw = next;
	}
}

/*
 * Subject and last paragraph with as many newlines between them as there were, so that lines keep
 * their numbers: all that git's trailer rule and the area of a subject need.
 */
static void add_message(struct buf *to, const char *text, size_t len)
{
	size_t end = len, subject = 0;

	while (end && (text[end - 1] == '\n' || text[end - 1] == ' ' || text[end - 1] == '\r' ||
	                      text[end - 1] == '\t'))
		end--;
	while (subject < end && text[subject] == '\n')
		subject++;
	while (subject < end && text[subject] != '\n')
		subject++;
	/* back to the blank line before the last paragraph */
	size_t last = end;
	while (last > subject) {
		const char *before = memrchr(text, '\n', last - 1);
		size_t line = before ? (size_t)(before - text) + 1 : 0;
		bool blank = true;
		for (size_t i = line; i < last && blank; i++)
			blank = strchr(" \t\r\n", text[i]) != NULL;
		if (blank || line <= subject)
			break;
		last = line;
	}
	buf_add(to, text, subject < last ? subject : end);
	if (subject >= last)
		return;
	for (size_t i = subject; i < last; i++)
		if (text[i] == '\n')
			buf_putc(to, '\n');
	buf_add(to, text + last, end - last);
	buf_putc(to, '\n');
}

void memo_keep_commit(struct memo *memo, const struct commit *commit)
{
	const char *blank;

	if (oid_equal(&memo->last, &commit->id) || !commit->raw)
		return;
	buf_clear(&memo->reduced);
	blank = memmem(commit->raw, commit->raw_len, "\n\n", 2);
	const char *end = blank ? blank + 1 : commit->raw + commit->raw_len;
	add_headers(&memo->reduced, commit->raw, end);
	buf_putc(&memo->reduced, '\n');
	if (blank)
		add_message(&memo->reduced, blank + 2,
		        (size_t)(commit->raw + commit->raw_len - blank - 2));
	store_put(memo->store, STORE_COMMIT, &commit->id, 0, memo->reduced.data,
	        memo->reduced.len + 1);
}

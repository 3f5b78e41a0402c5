/* SPDX-License-Identifier: MIT */
#include "core/git/commit.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <strings.h>

struct slice {
	const char *at;
	const char *end;
};

/* The next line of *rest without its end; false at the blank line that ends a header. */
static bool next_line(struct slice *rest, struct slice *line)
{
	if (rest->at == rest->end)
		return false;
	const char *lf = memchr(rest->at, '\n', (size_t)(rest->end - rest->at));

	line->at = rest->at;
	line->end = lf ? lf : rest->end;
	rest->at = lf ? lf + 1 : rest->end;
	return line->at != line->end;
}

static bool takes_word(struct slice *line, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(line->end - line->at) < len || memcmp(line->at, word, len) != 0)
		return false;
	line->at += len;
	return true;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Digits to *value, cut at 2^62 so that no date overflows what is computed with it. */
static const char *scan_number(const char *at, const char *end, int64_t *value)
{
	const int64_t most = INT64_C(1) << 62;

	for (*value = 0; at < end && *at >= '0' && *at <= '9'; at++)
		*value = *value > most / 10 ? most : *value * 10 + (*at - '0');
	if (*value > most)
		*value = most;
	return at;
}

/* "1700000000 +0130" behind the last '>' of the line. */
static void scan_date(struct ident *out, const char *at, const char *end)
{
	bool negative;
	int64_t number;

	out->time = 0;
	out->offset = 0;
	while (at < end && is_space(*at))
		at++;
	negative = at < end && *at == '-';
	at = scan_number(at + negative, end, &number);
	out->time = negative ? -number : number;
	while (at < end && is_space(*at))
		at++;
	if (at == end || (*at != '+' && *at != '-'))
		return;
	negative = *at == '-';
	scan_number(at + 1, end, &number);
	int minutes = number <= 9999 ? (int)(number / 100 * 60 + number % 100) : 0;
	if (minutes >= 24 * 60)
		minutes = 0;
	out->offset = negative ? -minutes : minutes;
}

static const char *cut_at_nul(const char *at, const char *end)
{
	const char *nul = memchr(at, '\0', (size_t)(end - at));

	return nul ? nul : end;
}

/* As git's split_ident_line(): the mail ends at the first '>', the date begins at the last. */
static void scan_ident(struct ident *out, struct slice line, commit_text_fn text, void *context)
{
	const char *end = cut_at_nul(line.at, line.end);
	const char *open = memchr(line.at, '<', (size_t)(end - line.at));
	const char *name_end = open ? open : end;
	const char *mail = open ? open + 1 : end;
	const char *close = memchr(mail, '>', (size_t)(end - mail));
	const char *last = end;

	while (name_end > line.at && is_space(name_end[-1]))
		name_end--;
	while (last > mail && last[-1] != '>')
		last--;
	out->name = text(context, line.at, (size_t)(name_end - line.at));
	out->mail = text(context, mail, (size_t)((close ? close : end) - mail));
	scan_date(out, close ? last : end, end);
}

/* A name from a stranger goes to iconv only when it looks like one. */
static bool charset_name(char out[64], struct slice value)
{
	size_t len = (size_t)(value.end - value.at);

	if (len == 0 || len >= 64)
		return false;
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)value.at[i]) && !strchr("._:-", value.at[i]))
			return false;
	memcpy(out, value.at, len);
	out[len] = '\0';
	if (strcasecmp(out, "utf-8") == 0 || strcasecmp(out, "utf8") == 0)
		return false;
	if (strcasecmp(out, "latin-1") == 0)
		strcpy(out, "ISO-8859-1");
	return true;
}

/* True when all of raw could be converted to UTF-8; git too takes it whole or leaves it. */
static bool convert(struct buf *out, struct slice encoding, const char *raw, size_t len)
{
	char charset[64];
	iconv_t conversion;
	/* iconv() only reads its input, but says otherwise. */
	union {
		const char *read;
		char *said;
	} in = {raw};
	size_t in_left = len;
	bool done = false;

	if (!charset_name(charset, encoding))
		return false;
	conversion = iconv_open("UTF-8", charset);
	if (conversion == (iconv_t)-1)
		return false;
	buf_clear(out);
	for (;;) {
		buf_reserve(out, in_left + 64);
		char *to = out->data + out->len;
		size_t room = in_left + 64;
		size_t failed = in_left ? iconv(conversion, &in.said, &in_left, &to, &room)
		                        : iconv(conversion, NULL, NULL, &to, &room);

		done = failed != (size_t)-1 && in_left == 0;
		bool again = failed != (size_t)-1 || errno == E2BIG;
		bool flushed = done && in.said == NULL;

		out->len = (size_t)(to - out->data);
		if (!again || flushed)
			break;
		if (done)
			in.said = NULL;
	}
	iconv_close(conversion);
	out->data[out->len] = '\0';
	return done;
}

static void add_parent(struct commit_scratch *scratch, uint32_t count, const struct oid *parent)
{
	if (count == scratch->parent_capacity) {
		scratch->parent_capacity = count ? 2 * (size_t)count : 8;
		scratch->parent = memory_resize(
		        scratch->parent, scratch->parent_capacity * sizeof *scratch->parent);
	}
	scratch->parent[count] = *parent;
}

/* The header line `word`, whole, or an empty slice. */
static struct slice find_header(struct slice rest, const char *word)
{
	struct slice line;

	while (next_line(&rest, &line))
		if (takes_word(&line, word))
			return line;
	return (struct slice){rest.at, rest.at};
}

static bool scan_links(struct commit *out, struct slice *rest, struct commit_scratch *scratch)
{
	struct slice line;
	struct slice before;
	struct oid id;

	if (!next_line(rest, &line) || !takes_word(&line, "tree ") ||
	        !oid_parse(&out->tree, line.at, (size_t)(line.end - line.at)))
		return false;
	for (out->parent_count = 0;; out->parent_count++) {
		before = *rest;
		if (!next_line(rest, &line) || !takes_word(&line, "parent "))
			break;
		if (!oid_parse(&id, line.at, (size_t)(line.end - line.at)))
			return false;
		add_parent(scratch, out->parent_count, &id);
	}
	*rest = before;
	out->parent = scratch->parent;
	return true;
}

void commit_scratch_release(struct commit_scratch *scratch)
{
	free(scratch->parent);
	buf_release(&scratch->converted);
	*scratch = (struct commit_scratch)COMMIT_SCRATCH_INIT;
}

static void scan_texts(struct commit *out, struct slice rest, commit_text_fn text, void *context)
{
	struct slice line;
	struct slice none = {rest.end, rest.end};
	struct slice author = none;
	struct slice committer = none;

	while (next_line(&rest, &line)) {
		if (author.at == none.at && takes_word(&line, "author "))
			author = line;
		else if (committer.at == none.at && takes_word(&line, "committer "))
			committer = line;
	}
	scan_ident(&out->author, author, text, context);
	scan_ident(&out->committer, committer, text, context);
	out->message = rest.at;
	out->message_len = (size_t)(rest.end - rest.at);
}

bool commit_scan(struct commit *out, const char *raw, size_t len, struct commit_scratch *scratch,
        commit_text_fn text, void *context)
{
	struct slice rest = {raw, raw + len};
	struct slice encoding;

	out->raw = raw;
	out->raw_len = len;
	out->encoding = NULL;
	if (!scan_links(out, &rest, scratch))
		return false;
	encoding = find_header(rest, "encoding ");
	if (encoding.at < encoding.end) {
		out->encoding = text(context, encoding.at, (size_t)(encoding.end - encoding.at));
		if (convert(&scratch->converted, encoding, rest.at, (size_t)(rest.end - rest.at)))
			rest = (struct slice){scratch->converted.data,
			        scratch->converted.data + scratch->converted.len};
	}
	scan_texts(out, rest, text, context);
	return true;
}

static const char *text_in_arena(void *arena, const char *text, size_t len)
{
	return arena_string(arena, text, len);
}

bool commit_parse(struct commit *out, struct arena *arena, const char *raw, size_t len)
{
	struct commit_scratch scratch = COMMIT_SCRATCH_INIT;
	const char *kept = arena_string(arena, raw, len);
	bool fine = commit_scan(out, kept, len, &scratch, text_in_arena, arena);

	if (fine) {
		out->parent =
		        arena_copy(arena, out->parent, out->parent_count * sizeof *out->parent);
		if (out->message < kept || out->message > kept + len)
			out->message = arena_string(arena, out->message, out->message_len);
	}
	commit_scratch_release(&scratch);
	return fine;
}

bool commit_signature(const struct commit *commit, struct buf *signature, struct buf *payload)
{
	struct slice rest = {commit->raw, commit->raw + commit->raw_len};
	struct slice line;
	const char *from = rest.at;
	enum { PLAIN, SIGNATURE, OTHER } inside = PLAIN;

	buf_clear(signature);
	buf_clear(payload);
	for (; next_line(&rest, &line); from = rest.at) {
		if (inside == PLAIN || *line.at != ' ')
			inside = takes_word(&line, "gpgsig ")  ? SIGNATURE
			         : takes_word(&line, "gpgsig") ? OTHER
			                                       : PLAIN;
		else
			line.at++;
		if (inside == PLAIN)
			buf_add(payload, from, (size_t)(rest.at - from));
		if (inside == SIGNATURE) {
			buf_add(signature, line.at, (size_t)(line.end - line.at));
			buf_putc(signature, '\n');
		}
	}
	buf_add(payload, from, (size_t)(commit->raw + commit->raw_len - from));
	if (signature->len == 0)
		buf_clear(payload);
	return signature->len > 0;
}

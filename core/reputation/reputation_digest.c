/* SPDX-License-Identifier: MIT */
/*
 * The digest of a reputation: two people who computed it compare one line.
 */
#include "core/reputation/reputation_private.h"
#include "formats/buf.h"
#include "formats/date.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64 * 1024 };

struct digest {
	EVP_MD_CTX *context;
	struct buf text; /* not hashed yet */
	bool failed;
};

static void flush(struct digest *digest)
{
	if (EVP_DigestUpdate(digest->context, digest->text.data, digest->text.len) != 1)
		digest->failed = true;
	buf_clear(&digest->text);
}

static void add_head(struct digest *digest, const struct reputation *reputation)
{
	const struct reputation_params *params = &reputation->in.params;
	char day[DAY_SIZE];

	buf_print(&digest->text, "moot-reputation 1\nhalf-life %u\nunits-of %u\npair-cap %u\n",
	        params->half_life, params->units_of, params->pair_cap);
	buf_print(&digest->text, "steps %u\nat %s\n", params->steps,
	        day_print(day, reputation->in.at));
	for (size_t i = 0; i < reputation->seed_count; i++) {
		buf_puts(&digest->text, "seed ");
		buf_puts(&digest->text, reputation->in.person[reputation->seed[i]]);
		buf_putc(&digest->text, '\n');
		if (digest->text.len >= CHUNK)
			flush(digest);
	}
}

static void add_units(struct buf *text, unsigned units)
{
	if (units >= 10)
		buf_putc(text, (char)('0' + units / 10));
	buf_putc(text, (char)('0' + units % 10));
}

static void add_events(struct digest *digest, const struct reputation *reputation)
{
	const struct reputation_input *in = &reputation->in;
	struct buf *text = &digest->text;
	char day[DAY_SIZE] = "";
	int32_t printed = 0; /* what day[] says, once it says anything: most events repeat it */

	for (size_t i = 0; i < in->event_count; i++) {
		const struct reputation_event *event = &in->event[i];
		if (!event_counts(event, in->at))
			continue;
		if (!*day || event->day != printed)
			day_print(day, printed = event->day);
		buf_puts(text, in->person[event->giver]);
		buf_putc(text, '\t');
		buf_puts(text, in->person[event->receiver]);
		buf_putc(text, '\t');
		buf_add(text, day, strlen(day));
		buf_putc(text, '\t');
		add_units(text, event->units);
		buf_putc(text, '\t');
		buf_puts(text, in->topic[event->topic]);
		buf_putc(text, '\n');
		if (text->len >= CHUNK)
			flush(digest);
	}
}

struct named {
	const char *handle;
	uint32_t person;
};

static int compare_named(const void *left, const void *right)
{
	const struct named *a = left, *b = right;

	return strcmp(a->handle, b->handle);
}

static void add_scores(struct digest *digest, const struct reputation *reputation)
{
	const struct reputation_input *in = &reputation->in;
	struct named *named = memory_alloc(sizeof *named * in->person_count);
	size_t count = 0;
	char digits[WIDE_TEXT];

	for (uint32_t i = 0; i < in->person_count; i++)
		if (!wide_zero(reputation->score[i]))
			named[count++] = (struct named){in->person[i], i};
	qsort(named, count, sizeof *named, compare_named);
	for (size_t i = 0; i < count; i++) {
		buf_puts(&digest->text, named[i].handle);
		buf_putc(&digest->text, '\t');
		buf_puts(&digest->text, wide_text(reputation->score[named[i].person], digits));
		buf_putc(&digest->text, '\n');
		if (digest->text.len >= CHUNK)
			flush(digest);
	}
	free(named);
}

static void print_hex(char hex[REPUTATION_DIGEST], const unsigned char *byte, size_t len)
{
	for (size_t i = 0; i < len && 2 * i + 2 < REPUTATION_DIGEST; i++) {
		hex[2 * i] = "0123456789abcdef"[byte[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[byte[i] & 15];
	}
	hex[REPUTATION_DIGEST - 1] = '\0';
}

int reputation_digest(
        const struct reputation *reputation, char hex[REPUTATION_DIGEST], struct error *err)
{
	struct digest digest = {EVP_MD_CTX_new(), BUF_INIT, false};
	unsigned char byte[EVP_MAX_MD_SIZE];
	unsigned len = 0;

	if (!digest.context || EVP_DigestInit_ex(digest.context, EVP_sha256(), NULL) != 1) {
		EVP_MD_CTX_free(digest.context);
		return error_set(err, ERROR_FATAL, "cannot compute SHA-256");
	}
	add_head(&digest, reputation);
	add_events(&digest, reputation);
	add_scores(&digest, reputation);
	flush(&digest);
	bool done = !digest.failed && EVP_DigestFinal_ex(digest.context, byte, &len) == 1;
	buf_release(&digest.text);
	EVP_MD_CTX_free(digest.context);
	if (!done)
		return error_set(err, ERROR_FATAL, "cannot compute SHA-256");
	print_hex(hex, byte, len);
	return 0;
}

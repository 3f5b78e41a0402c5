/* SPDX-License-Identifier: MIT */
#include "core/count/count_lot.h"

#include "formats/buf.h"

#include <inttypes.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

static int compare_lines(const void *left, const void *right)
{
	const char *const *a = left;
	const char *const *b = right;

	return strcmp(*a, *b);
}

void lot_sort(struct lot *lot)
{
	if (lot->lines)
		qsort(lot->line, lot->lines, sizeof *lot->line, compare_lines);
}

/* A hash that cannot be made is a libcrypto that does not work: nothing could be right then. */
static void must(int done)
{
	if (done != 1)
		abort();
}

static void add(EVP_MD_CTX *hash, const char *text)
{
	must(EVP_DigestUpdate(hash, text, strlen(text)));
}

void lot_draw(unsigned char *out, const struct lot *lot, const char *const *name, size_t names)
{
	EVP_MD_CTX *common = EVP_MD_CTX_new(), *hash = EVP_MD_CTX_new();

	must(common && hash && EVP_DigestInit_ex(common, EVP_sha256(), NULL));
	add(common, lot->id);
	add(common, "\n");
	for (size_t i = 0; i < lot->lines; i++) {
		add(common, lot->line[i]);
		add(common, "\n");
	}
	for (size_t i = 0; i < names; i++) {
		must(EVP_MD_CTX_copy_ex(hash, common));
		add(hash, name[i]);
		must(EVP_DigestFinal_ex(hash, &out[i * LOT_SIZE], NULL));
	}
	EVP_MD_CTX_free(hash);
	EVP_MD_CTX_free(common);
}

void lot_of_ballots(
        struct lot *lot, struct arena *arena, const struct ballots *ballots, const char *id)
{
	struct buf line = BUF_INIT;

	*lot = (struct lot){.id = id};
	lot->line = arena_array(arena, ballots->rows, sizeof *lot->line);
	for (size_t row = 0; row < ballots->rows; row++) {
		uint32_t weight = ballots->weight ? ballots->weight[row] : 1;
		if (!weight)
			continue;
		buf_clear(&line);
		buf_print(&line, "%" PRIu32, weight);
		for (size_t i = 0; i < ballots->options; i++) {
			uint32_t mark = ballots->mark[row * ballots->options + i];
			if (mark == BALLOT_UNRANKED)
				buf_puts(&line, " -");
			else
				buf_print(&line, " %" PRIu32, mark);
		}
		lot->line[lot->lines++] = arena_string(arena, line.data, line.len);
	}
	buf_release(&line);
	lot_sort(lot);
}

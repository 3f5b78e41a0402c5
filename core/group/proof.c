/* SPDX-License-Identifier: MIT */
#include "core/group/proof.h"

#include "core/history/store.h"
#include "core/history/varint.h"
#include "core/rules/ledger.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { FILE_MOST = 1 << 20, PROOF_MOST = 1 << 18 };

static uint64_t key_hash(const struct proof_key *key)
{
	struct buf text = BUF_INIT;

	buf_add(&text, key->pin.id, OID_SIZE);
	buf_print(&text, "%d %s %s\n%s", RULES_VERSION, MOOT_VERSION, key->root,
	        key->genesis ? key->genesis : "");
	uint64_t hash = XXH3_64bits(text.data, text.len);
	buf_release(&text);
	return hash;
}

/* --- texts: their length plus one, 0 where there is none --- */

static void add_text(struct buf *to, const char *text)
{
	size_t len = text ? strlen(text) : 0;

	varint_add(to, text ? len + 1 : 0);
	buf_add(to, text ? text : "", len);
}

static const char *next_text(struct reader *from, struct arena *arena)
{
	uint64_t len = varint_next(from);

	if (!len)
		return NULL;
	const unsigned char *bytes = reader_bytes(from, (size_t)len - 1);
	return bytes ? arena_string(arena, (const char *)bytes, (size_t)len - 1) : "";
}

static void add_finding(struct buf *to, const struct finding *finding)
{
	varint_add(to, finding->severity);
	varint_add(to, finding->line);
	varint_add(to, finding->column);
	varint_add(to, finding->width);
	add_text(to, finding->code);
	add_text(to, finding->path);
	add_text(to, finding->message);
	add_text(to, finding->hint);
	add_text(to, finding->source);
	add_text(to, finding->commit);
}

static void next_finding(struct reader *from, struct findings *to)
{
	struct finding finding = {
	        .severity = (enum severity)varint_next_below(from, SEVERITY_ERROR + 1)};

	finding.line = varint_next_below(from, UINT32_MAX);
	finding.column = varint_next_below(from, UINT32_MAX);
	finding.width = varint_next_below(from, UINT32_MAX);
	finding.code = next_text(from, to->arena);
	finding.path = next_text(from, to->arena);
	finding.message = next_text(from, to->arena);
	finding.hint = next_text(from, to->arena);
	finding.source = next_text(from, to->arena);
	finding.commit = next_text(from, to->arena);
	from->bad |= !finding.code || !finding.path || !finding.message;
	if (!from->bad)
		*findings_add(to, finding.severity, finding.code, finding.path, 0, 0, "%s", "") =
		        finding;
}

/* --- the file --- */

static struct store *open_file(const char *folder)
{
	return store_open_beside(folder, "proofs", FILE_MOST);
}

bool proof_find(
        struct proof *out, struct arena *arena, const char *folder, const struct proof_key *key)
{
	struct store *store = open_file(folder);
	const void *data;
	size_t size;
	bool found = store_get(store, STORE_PROOF, &key->tip, key_hash(key), &data, &size);

	*out = (struct proof){.findings = FINDINGS_INIT(arena)};
	if (found) {
		struct reader from = {data, (const unsigned char *)data + size, false};
		out->newest = (int32_t)varint_next_signed(&from);
		out->zone = (int32_t)varint_next_signed(&from);
		out->identity_signed = varint_next(&from) != 0;
		for (uint64_t count = varint_next(&from); count && !from.bad; count--)
			next_finding(&from, &out->findings);
		found = !from.bad && !reader_more(&from);
	}
	store_close(store);
	return found;
}

void proof_keep(const struct proof *proof, const char *folder, const struct proof_key *key)
{
	struct buf text = BUF_INIT;

	varint_add_signed(&text, proof->newest);
	varint_add_signed(&text, proof->zone);
	varint_add(&text, proof->identity_signed);
	varint_add(&text, proof->findings.count);
	for (size_t i = 0; i < proof->findings.count && text.len < PROOF_MOST; i++)
		add_finding(&text, &proof->findings.item[i]);
	if (text.len < PROOF_MOST) {
		struct store *store = open_file(folder);
		store_put(store, STORE_PROOF, &key->tip, key_hash(key), text.data, text.len);
		store_close(store);
	}
	buf_release(&text);
}

/* SPDX-License-Identifier: MIT */
#include "core/history/chronicle.h"

#include "core/history/credits.h"

/* --- opening and keeping --- */

static const unsigned char *commit_id(const struct chronicle *chronicle, uint32_t number)
{
	if (number >= chronicle->commit.count)
		return chronicle->waiting[number - chronicle->waiting_first].id;
	return column_read(&chronicle->commit, number).at;
}

/* The slot of the id, or the free one where it belongs. */
static uint32_t *commit_slot(const struct chronicle *chronicle, const struct oid *id)
{
	uint32_t mask = chronicle->slot_count - 1;
	uint32_t at;

	memcpy(&at, id->id, sizeof at);
	for (at &= mask;; at = (at + 1) & mask) {
		uint32_t *slot = &chronicle->slot[at];
		if (!*slot || !memcmp(commit_id(chronicle, *slot - 1), id->id, OID_SIZE))
			return slot;
	}
}

static void make_slots(struct chronicle *chronicle)
{
	uint32_t count = chronicle->waiting_first + chronicle->waiting_count, wanted = 1024;

	if (chronicle->slot && count < chronicle->slot_count / 2)
		return;
	while (wanted / 2 <= count && wanted < UINT32_MAX / 2)
		wanted *= 2;
	chronicle->slot_count = wanted;
	chronicle->slot = arena_array(chronicle->commit.arena, wanted, sizeof *chronicle->slot);
	for (uint32_t i = 0; i < count; i++) {
		struct oid id;
		memcpy(id.id, commit_id(chronicle, i), OID_SIZE);
		*commit_slot(chronicle, &id) = i + 1;
	}
}

void chronicle_mode(struct chronicle *chronicle, enum trailer_mode mode)
{
	if (chronicle->mode == mode)
		return;
	chronicle->mode = mode;
	sparse_open(&chronicle->credit, chronicle->commit.arena, chronicle->store, STORE_CREDIT,
	        (uint64_t)mode);
}

void chronicle_open(struct chronicle *chronicle, struct arena *commits, struct arena *trees,
        struct arena *journals, struct store *store)
{
	*chronicle =
	        (struct chronicle){.store = store, .tree_arena = trees, .journal_arena = journals};
	dictionary_open(&chronicle->ident, commits, store, STORE_IDENT, 0);
	dictionary_open(&chronicle->line, commits, store, STORE_LINE, 0);
	dictionary_open(&chronicle->area, commits, store, STORE_AREA, 0);
	column_open(&chronicle->commit, commits, store, STORE_COMMIT, 0);
	chronicle->mode = TRAILER_GIT;
	sparse_open(&chronicle->credit, commits, store, STORE_CREDIT, TRAILER_GIT);
	pthread_mutex_init(&chronicle->journal_mutex, NULL);
	chronicle->waiting_first = chronicle->commit.count;
	make_slots(chronicle);
}

/* Texts first, then what names them by number. */
void chronicle_save(struct chronicle *chronicle)
{
	struct arena scratch = ARENA_INIT;
	struct column_blocks blocks = {.arena = &scratch};

	if (!chronicle->store || chronicle->failed)
		return;
	column_blocks(&chronicle->ident.column, &blocks);
	column_blocks(&chronicle->line.column, &blocks);
	column_blocks(&chronicle->area.column, &blocks);
	column_blocks(&chronicle->commit, &blocks);
	column_blocks(&chronicle->credit.column, &blocks);
	if (chronicle->root) {
		column_blocks(&chronicle->path.column, &blocks);
		column_blocks(&chronicle->blob.column, &blocks);
		column_blocks(&chronicle->text.column, &blocks);
		column_blocks(&chronicle->change.column, &blocks);
		column_blocks(&chronicle->journal.column, &blocks);
	}
	if (chronicle->words) {
		column_blocks(&chronicle->word.column, &blocks);
		column_blocks(&chronicle->facts.column, &blocks);
		column_blocks(&chronicle->keys.column, &blocks);
	}
	store_append(chronicle->store, blocks.block, blocks.count, STORE_MOST);
	arena_release(&scratch);
}

void chronicle_rest(const struct chronicle *chronicle)
{
	if (chronicle->store)
		store_rest(chronicle->store);
}

void chronicle_close(struct chronicle *chronicle)
{
	pthread_mutex_destroy(&chronicle->journal_mutex);
}

int chronicle_damaged(struct error *err)
{
	error_set(err, ERROR_FATAL, "what is kept in .git/moot is not what was put there");
	return error_hint(err, "delete that folder: nothing in it is lost");
}

/* --- one commit --- */

bool chronicle_commit(
        const struct chronicle *chronicle, uint32_t number, struct chronicle_commit *out)
{
	struct reader reader = column_read(&chronicle->commit, number);

	out->number = number;
	out->id = reader_oid(&reader);
	out->tree = reader_oid(&reader);
	out->author = varint_next_below(&reader, chronicle->ident.column.count);
	out->committer = varint_next_below(&reader, chronicle->ident.column.count);
	out->committer_time = varint_next_signed(&reader);
	out->author_time =
	        (int64_t)((uint64_t)out->committer_time + (uint64_t)varint_next_signed(&reader));
	out->parent_count = varint_next_below(&reader, UINT32_MAX);
	out->parents = reader;
	return !reader.bad && out->parent_count <= (size_t)(reader.end - reader.at);
}

uint32_t chronicle_parent(const struct chronicle *chronicle, struct chronicle_commit *commit)
{
	int64_t number = (int64_t)commit->number - varint_next_signed(&commit->parents);

	if (number < 0 || number >= chronicle->commit.count)
		commit->parents.bad = true;
	return commit->parents.bad ? 0 : (uint32_t)number;
}

/* --- reading --- */

/* What one call needs from commit to commit. */
struct commits {
	struct chronicle *chronicle;
	struct repo *repo;
	const struct chronicle_reading *reading;
	struct commit_scratch scratch;
	struct buf text[5]; /* of one commit: its encoding, names and mails */
	unsigned text_count;
	struct buf ident, entry;
	struct credits_writer credits;
};

static const char *keep_text(void *context, const char *text, size_t len)
{
	struct commits *commits = context;
	struct buf *buf = &commits->text[commits->text_count++ % 5];

	buf_clear(buf);
	buf_add(buf, text, len);
	return buf->data;
}

/* The number of that commit, which waits for being read when it is new. */
static uint32_t number_of(struct chronicle *chronicle, const struct oid *id)
{
	make_slots(chronicle);
	uint32_t *slot = commit_slot(chronicle, id);
	if (*slot)
		return *slot - 1;
	chronicle->waiting = arena_grow(chronicle->commit.arena, chronicle->waiting,
	        chronicle->waiting_count, &chronicle->waiting_capacity, sizeof *chronicle->waiting);
	chronicle->waiting[chronicle->waiting_count++] = *id;
	*slot = chronicle->waiting_first + chronicle->waiting_count;
	return *slot - 1;
}

static uint32_t add_ident(struct commits *commits, struct ident *ident)
{
	struct dictionary *idents = &commits->chronicle->ident;
	struct buf *text = &commits->ident;

	buf_clear(text);
	buf_add(text, ident->name, strlen(ident->name) + 1);
	buf_puts(text, ident->mail);
	uint32_t number = dictionary_add(idents, text->data, text->len);
	ident->name = dictionary_text(idents, number);
	ident->mail = ident->name + strlen(ident->name) + 1;
	return number;
}

/* Leaves the entry in commits->entry. */
static void write_commit(struct commits *commits, uint32_t number, struct commit *commit)
{
	struct buf *entry = &commits->entry;

	buf_clear(entry);
	buf_add(entry, commit->id.id, OID_SIZE);
	buf_add(entry, commit->tree.id, OID_SIZE);
	varint_add(entry, add_ident(commits, &commit->author));
	varint_add(entry, add_ident(commits, &commit->committer));
	varint_add_signed(entry, commit->committer.time);
	varint_add_signed(
	        entry, (int64_t)((uint64_t)commit->author.time - (uint64_t)commit->committer.time));
	varint_add(entry, commit->parent_count);
	for (uint32_t i = 0; i < commit->parent_count; i++)
		varint_add_signed(entry, (int64_t)number - (int64_t)number_of(commits->chronicle,
		                                                   &commit->parent[i]));
}

static int take(struct commits *commits, struct commit *commit, struct error *err)
{
	struct chronicle *chronicle = commits->chronicle;
	const struct chronicle_reading *reading = commits->reading;
	uint32_t number = chronicle->commit.count;

	if (number > UINT32_MAX / 8 || commit->parent_count > UINT32_MAX / 8)
		return error_set(err, ERROR_UNSURE, "the history is too large");
	write_commit(commits, number, commit);
	column_add(&chronicle->commit, commits->entry.data, commits->entry.len);
	credits_write(&commits->credits, &commits->entry, commit->message, commit->message_len);
	sparse_add(&chronicle->credit, number, commits->entry.data, commits->entry.len);
	if (reading->known)
		reading->known(reading->known_context, number);
	return reading->on_commit ? reading->on_commit(reading->context, number, commit, err) : 0;
}

static int read_one(struct commits *commits, const struct oid *id, struct error *err)
{
	const struct chronicle_reading *reading = commits->reading;
	struct commit commit = {.message = ""};
	struct object object;
	char hex[OID_HEX_SIZE];
	int result;

	if (reading->cached && reading->cached(reading->context, id, &commit)) {
		commit.id = *id;
		commit.message = commit.message ? commit.message : "";
		return take(commits, &commit, err);
	}
	if (repo_commit_raw(commits->repo, id, &object, err) != 0)
		return -1;
	commits->text_count = 0;
	bool fine = commit_scan(&commit, (const char *)object.data, object.len, &commits->scratch,
	        keep_text, commits);
	commit.id = *id;
	if (fine)
		result = take(commits, &commit, err);
	else
		result = error_set(err, ERROR_UNSURE, "commit %s is malformed", oid_hex(hex, id));
	object_release(&object);
	return result;
}

static void commits_release(struct commits *commits)
{
	commit_scratch_release(&commits->scratch);
	for (size_t i = 0; i < sizeof commits->text / sizeof *commits->text; i++)
		buf_release(&commits->text[i]);
	buf_release(&commits->entry);
	buf_release(&commits->ident);
	credits_writer_release(&commits->credits);
}

static struct commits commits_begin(struct chronicle *chronicle, struct repo *repo)
{
	return (struct commits){
	        .chronicle = chronicle,
	        .repo = repo,
	        .scratch = COMMIT_SCRATCH_INIT,
	        .text = {BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT},
	        .ident = BUF_INIT,
	        .entry = BUF_INIT,
	        .credits = CREDITS_WRITER_INIT(&chronicle->line, &chronicle->area, chronicle->mode),
	};
}

/* As if the call had not been. */
static void forget(struct chronicle *chronicle)
{
	chronicle->failed = true;
	chronicle->commit.count = chronicle->waiting_first;
	chronicle->waiting_count = 0;
	chronicle->slot = NULL;
	make_slots(chronicle);
}

int chronicle_read(struct chronicle *chronicle, struct repo *repo, const struct oid *tip,
        const struct chronicle_reading *reading, uint32_t *number, struct error *err)
{
	struct commits commits = commits_begin(chronicle, repo);
	int result = 0;

	commits.reading = reading;
	chronicle->waiting_first = chronicle->commit.count;
	chronicle->waiting_count = 0;
	*number = number_of(chronicle, tip);
	for (uint32_t at = 0; result == 0 && at < chronicle->waiting_count; at++) {
		struct oid id = chronicle->waiting[at];
		result = read_one(&commits, &id, err);
	}
	if (result == 0) {
		chronicle->waiting_first = chronicle->commit.count;
		chronicle->waiting_count = 0;
	} else {
		forget(chronicle);
	}
	commits_release(&commits);
	return result;
}

int chronicle_credits(struct chronicle *chronicle, struct repo *repo, const uint32_t *number,
        uint32_t count, struct error *err)
{
	struct commits commits = commits_begin(chronicle, repo);
	struct chronicle_commit known;
	struct object object;
	struct commit commit;
	int result = 0;

	for (uint32_t i = 0; result == 0 && i < count; i++) {
		if (sparse_has(&chronicle->credit, number[i]))
			continue;
		if (!chronicle_commit(chronicle, number[i], &known))
			result = chronicle_damaged(err);
		else
			result = repo_commit_raw(repo, &known.id, &object, err);
		if (result != 0)
			break;
		if (commit_scan(&commit, (const char *)object.data, object.len, &commits.scratch,
		            keep_text, &commits)) {
			credits_write(&commits.credits, &commits.entry, commit.message,
			        commit.message_len);
			sparse_add(&chronicle->credit, number[i], commits.entry.data,
			        commits.entry.len);
		}
		object_release(&object);
	}
	commits_release(&commits);
	return result;
}

/* SPDX-License-Identifier: MIT */
#include "repository.h"

#include "core/identity/identity.h"
#include "core/history/origin.h"

enum {
	COMMITS = 120,
	PATHS = 4,
	SENTENCES = 7, /* in a file, at most */
	TEXTS = 5,     /* different ones, so that some stand twice */
	HELD = 200,    /* what is held of a file, at most */
	PARENTS = 12,
	WORLDS = 40,
	DAY = 86400,
	START = 1700000000,
	NONE = -1,
};

static const char *const path[PATHS] = {
        "journals/ada/1.md", "journals/ada/2.md", "journals/bob/1.md", "journals/bob/x/2.md"};
static const char *const mail[] = {"ada@x", "bob@x", "eve@x"};

/* What somebody else than the owner took out. */
struct model_held {
	int text, origin;
};

/* A file of a commit, and by the definition where each of its sentences came from. */
struct model_file {
	int count; /* NONE: there is no file */
	int text[SENTENCES];
	int origin[SENTENCES];
	struct model_held held[HELD];
	int held_count;
	int born;
};

struct model_commit {
	int author;
	int parent[PARENTS], parents;
	struct model_file file[PATHS];
};

static struct model_commit model[COMMITS];
static bool descends[COMMITS][COMMITS]; /* from itself, too */
static uint32_t seed;

static int draw(int below)
{
	seed = seed * 1664525u + 1013904223u;
	return (int)((seed >> 8) % (uint32_t)below);
}

static int owner_of(int number)
{
	return number < 2 ? 0 : 1;
}

/* Where the n-th sentence of that text stands, or NONE. */
static int find_text(const struct model_file *file, int text, int n)
{
	for (int i = 0; i < file->count; i++) {
		if (file->text[i] == text && n-- == 0)
			return i;
	}
	return NONE;
}

/* How often such a sentence stands in a version that a commit brought it into, and is held. */
static int standing(const struct model_file *file, int text, int by)
{
	int times = 0;

	for (int i = 0; i < file->count; i++)
		times += file->text[i] == text && file->origin[i] == by;
	return times;
}

static int held(const struct model_file *file, int text, int by)
{
	int times = 0;

	for (int i = 0; i < file->held_count; i++)
		times += file->held[i].text == text && file->held[i].origin == by;
	return times;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

/* What the owner brought in and no parent has lost that knows of it. */
struct alive {
	int origin[COMMITS * 2];
	bool held[COMMITS * 2], gone[COMMITS * 2];
	int count;
	int stands[PARENTS], is_held[PARENTS]; /* per parent */
};

static struct alive find_alive(int commit, int number, int text)
{
	const struct model_commit *at = &model[commit];
	struct alive out = {.count = 0};

	for (int by = 0; by < commit; by++) {
		int live = SENTENCES * COMMITS, hidden = 0;
		bool known = false;
		if (model[by].author != owner_of(number))
			continue;
		for (int p = 0; p < at->parents; p++) {
			const struct model_file *side = &model[at->parent[p]].file[number];
			if (!descends[at->parent[p]][by])
				continue;
			known = true;
			live = least(live, standing(side, text, by) + held(side, text, by));
			hidden = most(hidden, held(side, text, by));
		}
		for (int p = 0; known && p < at->parents; p++) {
			const struct model_file *side = &model[at->parent[p]].file[number];
			int stands = least(live, standing(side, text, by));
			out.stands[p] += stands;
			out.is_held[p] += least(live - stands, held(side, text, by));
		}
		for (int i = 0; known && i < live; i++) {
			out.held[out.count] = i >= live - hidden;
			out.origin[out.count++] = by;
		}
	}
	return out;
}

/* Takes the next that is not gone (and held, if so asked), or NONE. */
static int take_one(struct alive *alive, int limit, bool must_be_held)
{
	for (int i = 0; i < limit; i++)
		if (!alive->gone[i] && (alive->held[i] || !must_be_held)) {
			alive->gone[i] = true;
			return alive->origin[i];
		}
	return NONE;
}

static void put(struct model_file *file, int text, int *n, int origin)
{
	int at = find_text(file, text, *n);

	if (at == NONE)
		return;
	file->origin[at] = origin;
	++*n;
}

static void keep(struct model_file *file, int text, int origin)
{
	assert_true(file->held_count < HELD);
	file->held[file->held_count++] = (struct model_held){text, origin};
}

/*
 * The definition: what the owner wrote is only the owner's to take out.  As many as stand on the
 * side that has most of them stand or are held; a commit of the owner's may leave less standing.
 * Then come those of others, as on the side that has most, then new ones.
 */
static void trace_text(int commit, int number, int text)
{
	const struct model_commit *at = &model[commit];
	struct model_file *file = &model[commit].file[number];
	struct alive alive = find_alive(commit, number, text);
	bool own = at->author == owner_of(number);
	int wanted = 0, total, stand, hide, n = 0, one;

	while (find_text(file, text, wanted) != NONE)
		wanted++;
	total = least(wanted, alive.count);
	for (int p = 0; p < at->parents; p++) {
		int stays = own ? least(wanted, alive.stands[p]) : alive.stands[p];
		total = most(total, stays + alive.is_held[p]);
	}
	total = least(total, alive.count);
	stand = least(wanted, total);
	hide = total - stand;
	int limit = own ? alive.count : total;
	while (hide && (one = take_one(&alive, limit, true)) != NONE) {
		keep(file, text, one);
		hide--;
	}
	while (stand-- > 0)
		put(file, text, &n, take_one(&alive, limit, false));
	while (hide-- > 0)
		keep(file, text, take_one(&alive, limit, false));
	for (int by = 0; by < commit; by++) {
		int times = 0;
		for (int p = 0; p < at->parents && model[by].author != owner_of(number); p++)
			times = most(times, standing(&model[at->parent[p]].file[number], text, by));
		while (times-- > 0)
			put(file, text, &n, by);
	}
	while (n < wanted)
		put(file, text, &n, commit);
}

static void trace(int commit, int number)
{
	struct model_commit *at = &model[commit];
	struct model_file *file = &at->file[number];

	file->born = commit;
	file->held_count = 0;
	for (int text = 0; text < TEXTS; text++)
		trace_text(commit, number, text);
	for (int p = 0; p < at->parents; p++) {
		const struct model_file *before = &model[at->parent[p]].file[number];
		if (before->count != NONE && before->born < file->born)
			file->born = before->born;
	}
}

/* Takes a parent's file, or part of two parents', and perhaps changes it. */
static void invent_file(int commit, int number)
{
	struct model_commit *at = &model[commit];
	struct model_file *file = &at->file[number];

	*file = (struct model_file){.count = NONE};
	if (at->parents)
		*file = model[at->parent[draw(at->parents)]].file[number];
	if (at->parents > 1 && draw(3) == 0) {
		const struct model_file *other = &model[at->parent[1]].file[number];
		file->count = file->count == NONE && other->count != NONE ? 0 : file->count;
		for (int i = 0; i < other->count && file->count < SENTENCES; i++)
			file->text[file->count++] = other->text[i];
	}
	if (draw(4) == 0 && file->count < SENTENCES) {
		file->count = file->count == NONE ? 0 : file->count;
		int where = draw(file->count + 1);
		memmove(file->text + where + 1, file->text + where,
		        (size_t)(file->count - where) * sizeof *file->text);
		file->text[where] = draw(TEXTS);
		file->count++;
	} else if (draw(10) == 0 && file->count > 0) {
		file->count--;
	} else if (draw(25) == 0) {
		file->count = NONE;
	}
	trace(commit, number);
}

static void invent(uint32_t world)
{
	seed = world * 977 + 5;
	for (int commit = 0; commit < COMMITS; commit++) {
		struct model_commit *at = &model[commit];
		bool last = commit == COMMITS - 1;
		at->author = draw(3);
		at->parents = 0;
		for (int want = last            ? PARENTS
		                : draw(12) == 0 ? 0
		                                : 1 + draw(5) / 3;
		        commit && want > 0; want--) {
			int parent =
			        draw(6) ? commit - 1 - draw(commit < 5 ? commit : 5) : draw(commit);
			bool twice = false;
			for (int p = 0; p < at->parents; p++)
				twice |= at->parent[p] == parent;
			if (!twice)
				at->parent[at->parents++] = parent;
		}
		for (int other = 0; other <= commit; other++) {
			descends[commit][other] = other == commit;
			for (int p = 0; p < at->parents; p++)
				descends[commit][other] |= descends[at->parent[p]][other];
		}
		for (int number = 0; number < PATHS; number++)
			invent_file(commit, number);
	}
}

static void add_file(struct buf *script, const struct model_file *file, const char *name)
{
	struct buf text = BUF_INIT;

	for (int i = 0; i < file->count; i++)
		buf_print(&text, "Thanks @cy%c for it.\n\n", 'a' + file->text[i]);
	if (file->count != NONE)
		buf_print(script, "M 100644 inline %s\ndata %zu\n%s\n", name, text.len, text.data);
	buf_release(&text);
}

static void write_world(const char *dir, bool reversed)
{
	struct buf script = BUF_INIT;

	for (int commit = 0; commit < COMMITS; commit++) {
		const struct model_commit *at = &model[commit];
		int parents[PARENTS + 1] = {0};
		for (int p = 0; p < at->parents; p++)
			parents[p] = 1 + at->parent[reversed ? at->parents - 1 - p : p];
		script_commit(&script, commit + 1, mail[at->author], START + (int64_t)commit * DAY,
		        parents, NULL, NULL);
		buf_puts(&script, "deleteall\n");
		for (int number = 0; number < PATHS; number++)
			add_file(&script, &at->file[number], path[number]);
	}
	import(dir, &script);
	buf_release(&script);
}

static uint32_t owner(void *context, const char *name)
{
	(void)context;
	return name[9] == 'a' ? 0 : 1;
}

static int commit_of(const struct history *history, uint32_t index)
{
	return (int)((history->commit[index].committer_time - START) / DAY);
}

/* Only what the tip reaches counts; the model knows more. */
static void check_file(const struct history *history, const struct origin_file *file)
{
	int number = 0;

	while (number < PATHS && strcmp(path[number], file->path) != 0)
		number++;
	assert_true(number < PATHS);
	const struct model_file *wanted = &model[COMMITS - 1].file[number];
	assert_int_equal(file->owner, owner_of(number));
	assert_int_equal(commit_of(history, file->born), wanted->born);
	struct facts facts = FACTS_INIT;
	assert_true(chronicle_facts_of(history->chronicle, file->blob, &facts));
	assert_int_equal(facts.key_count, wanted->count);
	for (uint32_t i = 0; i < facts.key_count; i++)
		assert_int_equal(commit_of(history, origin_of_key(file, i)),
		        wanted->origin[facts.key[i].signal]);
	facts_release(&facts);
}

/* What is held of a path, each once: text by the letter of its receiver, and origin. */
static void check_held(const struct history *history, const struct origins *origins, int number)
{
	const struct model_file *wanted = &model[COMMITS - 1].file[number];
	bool found[HELD] = {false};
	int count = 0;

	for (size_t i = 0; i < origins->held_count; i++) {
		const struct origin_held *one = &origins->held[i];
		struct facts facts = FACTS_INIT;
		int at = 0;
		if (strcmp(one->path, path[number]) != 0)
			continue;
		assert_true(chronicle_facts_of(history->chronicle, one->blob, &facts));
		uint32_t target = facts.signal[facts.key[one->key].signal].target;
		int text = dictionary_text(&history->chronicle->word, target)[2] - 'a';
		int origin = commit_of(history, one->origin);
		while (at < wanted->held_count && (found[at] || wanted->held[at].text != text ||
		                                          wanted->held[at].origin != origin))
			at++;
		assert_true(at < wanted->held_count);
		found[at] = true;
		assert_int_equal(one->owner, owner_of(number));
		assert_int_equal(model[commit_of(history, one->said)].author, owner_of(number));
		assert_int_not_equal(
		        model[commit_of(history, one->taker)].author, owner_of(number));
		facts_release(&facts);
		count++;
	}
	assert_int_equal(count, wanted->held_count);
}

static size_t all_held; /* of all worlds */

static void check_world(const char *dir, unsigned threads)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct history history;
	struct origins origins;
	struct thanks words;
	struct oid head;
	struct repo *repo = open_at(dir, &head);
	size_t files = 0;

	thanks_build(&words, &arena, thanks_shipped, thanks_shipped_count);
	assert_int_equal(history_read(&history, &arena, repo, &head, NULL, &err), 0);
	history_order(&history, 0, NULL);
	uint32_t *author = arena_array(&arena, history.count, sizeof *author);
	for (uint32_t i = 0; i < history.count; i++)
		author[i] = (uint32_t)model[commit_of(&history, i)].author;
	struct origin_options options = {.root = "",
	        .thanks = &words,
	        .owner = owner,
	        .author_of = author,
	        .threads = threads};
	if (origin_trace(&origins, &arena, repo, &history, &options, &err) != 0)
		fail_msg("%s", err.text);
	for (int number = 0; number < PATHS; number++) {
		files += model[COMMITS - 1].file[number].count != NONE;
		check_held(&history, &origins, number);
	}
	all_held += origins.held_count;
	assert_int_equal(origins.count, files);
	for (size_t i = 0; i < origins.count; i++) {
		check_file(&history, &origins.file[i]);
		assert_ptr_equal(origin_find(&origins, origins.file[i].path), &origins.file[i]);
	}
	assert_null(origin_find(&origins, "journals/nobody/1.md"));
	repo_close(repo);
	arena_release(&arena);
}

static void test_worlds(void **state)
{
	char dir[32];

	(void)state;
	for (uint32_t world = 0; world < WORLDS; world++) {
		invent(world);
		for (int reversed = 0; reversed < 2; reversed++) {
			snprintf(dir, sizeof dir, "world-%u-%d", world, reversed);
			write_world(dir, reversed);
			check_world(dir, 1);
			check_world(dir, 3);
		}
	}
	assert_true(all_held > WORLDS);
}

static void test_paths(void **state)
{
	(void)state;
#define IS(name) origin_is_journal(name, sizeof name - 1)
	assert_int_equal(IS("journals/ada/2026.md"), 3);
	assert_int_equal(IS("journals/a-1/x/y z/2026.md"), 3);
	assert_int_equal(IS("journals/ada/.md"), 3);
	assert_int_equal(IS("journals/ada.md"), 0);
	assert_int_equal(IS("journals/ada/2026.MD"), 0);
	assert_int_equal(IS("journals/Ada/2026.md"), 0);
	assert_int_equal(IS("journals//2026.md"), 0);
	assert_int_equal(IS("journals/ada/2026.txt"), 0);
	assert_int_equal(IS("roles/ada/2026.md"), 0);
#undef IS
}

/* With what is kept in ./facts: the origins of two sentences, and how many blobs were read. */
static uint32_t trace_kept(const struct thanks *words, uint32_t *blobs)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct history history;
	struct origins origins;
	struct oid head;
	struct store *kept = store_open("facts");
	struct chronicle chronicle;
	struct history_options reading = {.chronicle = &chronicle};
	struct repo *repo = open_at("stored", &head);
	uint32_t author[3] = {0, 0, 0};

	chronicle_open(&chronicle, &arena, &arena, &arena, kept);
	assert_int_equal(history_read(&history, &arena, repo, &head, &reading, &err), 0);
	history_order(&history, 0, NULL);
	struct origin_options options = {
	        .root = "gov", .thanks = words, .owner = owner, .author_of = author};
	assert_int_equal(origin_trace(&origins, &arena, repo, &history, &options, &err), 0);
	assert_int_equal(origins.count, 1);
	assert_string_equal(origins.file[0].path, "journals/ada/1.md");
	uint32_t origin =
	        origin_of_key(&origins.file[0], 0) + 10 * origin_of_key(&origins.file[0], 1);
	*blobs = chronicle.facts.column.count - chronicle.facts.column.kept;
	chronicle_save(&chronicle);
	chronicle_close(&chronicle);
	store_close(kept);
	repo_close(repo);
	arena_release(&arena);
	return origin;
}

static void test_kept(void **state)
{
	static const char one[] = "Thanks @cyd for a.\n";
	static const char two[] = "Thanks @cyd for a.\n\nThanks @dan for b.\n";
	static const char *const other[] = {"thanks", "hats off to"};
	struct arena arena = ARENA_INIT;
	struct buf script = BUF_INIT;
	struct thanks words;
	uint32_t blobs;

	(void)state;
	thanks_build(&words, &arena, thanks_shipped, thanks_shipped_count);
	script_commit(&script, 1, "a@x", START, (int[]){0}, "gov/journals/ada/1.md", one);
	script_commit(&script, 2, "a@x", START + DAY, (int[]){1, 0}, "gov/journals/ada/1.md", two);
	import("stored", &script);
	buf_release(&script);

	assert_int_equal(trace_kept(&words, &blobs), 10);
	assert_int_equal(blobs, 2);
	assert_int_equal(trace_kept(&words, &blobs), 10);
	assert_int_equal(blobs, 0);
	/* by other words the blobs say something else */
	thanks_build(&words, &arena, other, 2);
	assert_int_equal(trace_kept(&words, &blobs), 10);
	assert_int_equal(blobs, 2);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"sentences come from where the definition says, whatever the order of parents",
	                test_worlds, NULL, NULL, NULL},
	        {"journals are the .md files below a handle", test_paths, NULL, NULL, NULL},
	        {"facts that are kept are not read again", test_kept, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests_name("origin", tests, make_place, remove_place);
}

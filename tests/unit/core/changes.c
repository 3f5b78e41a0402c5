/* SPDX-License-Identifier: MIT */
#include "tests/unit/core/repository.h"

#include "core/history/changes.h"
#include "core/history/chronicle_trees.h"
#include "core/history/history.h"

#include <strings.h>

static struct arena arena = ARENA_INIT;

/* -- against git -- */

/* What one reading told, by commit and parent, in the words of git diff-tree -z. */
struct told {
	struct history history;
	struct paths paths;
	const char *root;
	struct buf *text; /* history.parent_total + 1 of them: by place in history.parent; the last
	                     takes the roots' */
	size_t calls;
	uint32_t last_commit;
};

static void print_change(
        struct buf *out, const char *root, const struct paths *paths, const struct change *change)
{
	char before[OID_HEX_SIZE];
	char after[OID_HEX_SIZE];

	buf_print(out, ":%06o %06o %s %s ?", change->mode_before, change->mode_after,
	        oid_hex(before, &change->before), oid_hex(after, &change->after));
	buf_putc(out, '\0');
	buf_print(out, "%s%s%s", root, *root ? "/" : "", paths->entry[change->path].text);
	buf_putc(out, '\0');
}

static int tell(void *context, uint32_t commit, uint32_t parent_number, const struct change *change,
        size_t count, struct error *err)
{
	struct told *told = context;
	const struct history_commit *of = &told->history.commit[commit];
	uint32_t place_of_it =
	        of->parent_count ? of->first_parent + parent_number : told->history.parent_total;

	(void)err;
	assert_true(count > 0);
	assert_true(commit >= told->last_commit);
	assert_true(parent_number < of->parent_count || (!parent_number && !of->parent_count));
	told->last_commit = commit;
	told->calls++;
	for (size_t i = 0; i < count; i++)
		print_change(&told->text[place_of_it], told->root, &told->paths, &change[i]);
	return 0;
}

static void diff_by_git(
        struct buf *out, const struct oid *before, const struct oid *after, const char *root)
{
	static const char *const governed[] = {"moot.ini", "people", "roles", "agreements",
	        "negotiations", "journals", ".mailmap", ".gitattributes"};
	static const char empty[] = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
	char from[OID_HEX_SIZE];
	char to[OID_HEX_SIZE];
	char path[8][64];
	const char *argv[20] = {"git", "--literal-pathspecs", "diff-tree", "-r", "-z",
	        "--no-renames", "--no-abbrev", before ? oid_hex(from, before) : empty,
	        oid_hex(to, after), "--"};
	struct error err = ERROR_INIT;

	for (size_t i = 0; i < 8; i++) {
		snprintf(path[i], sizeof path[i], "%s%s%s", root, *root ? "/" : "", governed[i]);
		argv[10 + i] = path[i];
	}
	if (git_run(argv, NULL, out, NULL, 0, NULL, &err) != 0)
		fail_msg("%s", err.text);
	/* The letter that sums a change up is not for us. */
	for (size_t at = 0; at < out->len; at += strlen(out->data + at) + 1)
		if (out->data[at] == ':') {
			at += strlen(out->data + at);
			out->data[at - 1] = '?';
			at++;
		}
}

/*
 * All changes of HEAD in the current folder, below root, are those git sees; backward: found from
 * the newest to the oldest, as they are kept.
 */
static void compare_with_git(const char *root, bool backward)
{
	struct error err = ERROR_INIT;
	struct oid head;
	struct repo *repo = open_at(NULL, &head);
	struct told told = {.paths = PATHS_INIT(&arena), .root = root};
	struct changes_options options = {.root = root, .context = &told};
	struct buf roots = BUF_INIT;
	size_t different = 0;

	assert_int_equal(history_read(&told.history, &arena, repo, &head, NULL, &err), 0);
	history_order(&told.history, 0, NULL);
	told.text = arena_array(&arena, told.history.parent_total + 1, sizeof *told.text);
	for (uint32_t i = 0; i <= told.history.parent_total; i++)
		told.text[i] = (struct buf)BUF_INIT;
	if (backward)
		chronicle_root(told.history.chronicle, root);
	if ((backward ? history_changes(&told.history, repo, false, &told.paths, tell, &told, &err)
	              : changes_read(repo, &told.history, &options, &told.paths, tell, &err)) != 0)
		fail_msg("%s", err.text);
	for (uint32_t i = 0; i < told.history.count; i++) {
		const struct history_commit *commit = &told.history.commit[i];

		if (!commit->parent_count)
			diff_by_git(&roots, NULL, &commit->tree, root);
		for (uint32_t j = 0; j < commit->parent_count; j++) {
			struct buf *text = &told.text[commit->first_parent + j];
			uint32_t parent = history_parents(&told.history, i)[j];
			struct buf expected = BUF_INIT;

			diff_by_git(
			        &expected, &told.history.commit[parent].tree, &commit->tree, root);
			assert_int_equal(text->len, expected.len);
			assert_memory_equal(text->data, expected.data, text->len);
			different += text->len > 0;
			buf_release(text);
			buf_release(&expected);
		}
	}
	assert_int_equal(told.text[told.history.parent_total].len, roots.len);
	assert_memory_equal(told.text[told.history.parent_total].data, roots.data, roots.len);
	assert_true(different > 0 || told.history.count == 1);
	buf_release(&told.text[told.history.parent_total]);
	buf_release(&roots);
	repo_close(repo);
}

static uint32_t seed = 4711;

static unsigned dice(unsigned sides)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % sides;
}

/* A line of a fast-import that does something to some file. */
static void script_deed(struct buf *script, const char *prefix)
{
	static const char *const tops[] = {"people", "roles", "journals/ada/2026", "journals",
	        "negotiations/2026/x", "src", "agreements", "moot.ini", ".mailmap",
	        ".gitattributes", "moot", "people-x", "people.ini"};
	static const char *const modes[] = {"100644", "100644", "100644", "100755", "120000"};
	const char *top = tops[dice(sizeof tops / sizeof *tops)];
	char path[128];

	if (dice(3))
		snprintf(path, sizeof path, "%s%s/%c%u", prefix, top, 'a' + (int)dice(4), dice(9));
	else
		snprintf(path, sizeof path, "%s%s", prefix, top);
	if (!dice(5))
		buf_print(script, "D %s\n", path);
	else
		buf_print(script, "M %s inline %s\ndata 2\n%02u\n", modes[dice(5)], path, dice(30));
}

static void make_random(const char *dir, const char *prefix, int count)
{
	struct buf script = BUF_INIT;

	for (int mark = 1; mark <= count; mark++) {
		int parents[3] = {mark - 1, 0, 0};

		if (mark > 4 && !dice(4)) {
			parents[0] = mark - 1 - (int)dice(2);
			parents[1] = mark - 3 - (int)dice(2);
		}
		if (mark == 9)
			parents[0] = parents[1] = 0;
		script_commit(&script, mark, "a@x", 1700000000 + mark, parents, NULL, NULL);
		for (unsigned deeds = 1 + dice(4); deeds; deeds--)
			script_deed(&script, mark > 12 ? prefix : "");
	}
	import(dir, &script);
	buf_release(&script);
}

static void random_changes_are_those_git_sees(void **state)
{
	(void)state;
	make_random("random", "", 90);
	assert_int_equal(chdir("random"), 0);
	compare_with_git("", false);
	assert_int_equal(chdir(".."), 0);
}

static void below_a_root_only_its_own_changes_are_seen(void **state)
{
	(void)state;
	make_random("rooted", "governance/", 60);
	make_random("deeper", "docs/governance/", 60);
	assert_int_equal(chdir("rooted"), 0);
	compare_with_git("governance", false);
	assert_int_equal(chdir("../deeper"), 0);
	compare_with_git("docs/governance", false);
	assert_int_equal(chdir(".."), 0);
}

/* A folder of so many files that what is known of one version of it serves for the next. */
static void make_large(const char *dir, int count)
{
	static const char *const ending[] = {".ini", "", "-long.ini"};
	struct buf script = BUF_INIT;

	script_commit(&script, 1, "a@x", 1700000001, (int[3]){0, 0, 0}, NULL, NULL);
	for (unsigned i = 0; i < 4000; i += 2)
		buf_print(&script, "M 100644 inline roles/r%04u%s\ndata 2\n%02u\n", i,
		        ending[i % 3], i % 100);
	for (int mark = 2; mark <= count; mark++) {
		int parents[3] = {mark - 1, 0, 0};

		if (mark > 4 && !dice(6))
			parents[1] = mark - 3;
		script_commit(&script, mark, "a@x", 1700000000 + mark, parents, NULL, NULL);
		for (unsigned deeds = 1 + dice(4); deeds; deeds--) {
			unsigned file = dice(20) ? dice(4000) : dice(2) * 3999;
			if (dice(3))
				buf_print(&script, "M 100644 inline roles/r%04u%s\ndata 3\n%03d\n",
				        file, ending[file % 3], mark);
			else
				buf_print(&script, "D roles/r%04u%s\n", file, ending[file % 3]);
		}
	}
	import(dir, &script);
	buf_release(&script);
}

static void changes_in_a_large_folder_are_those_git_sees(void **state)
{
	(void)state;
	make_large("large", 150);
	assert_int_equal(chdir("large"), 0);
	compare_with_git("", false);
	compare_with_git("", true);
	assert_int_equal(chdir(".."), 0);
}

static void the_nasty_corpus_changes_as_git_sees_it(void **state)
{
	char script[512];

	if (snprintf(script, sizeof script, "%s/corpora/synth.py", (char *)*state) < 0 ||
	        access(script, R_OK) != 0)
		skip();
	RUN("python3", script, "nasty.git", "--people", "9", "--entries", "60", "--nasty");
	assert_int_equal(chdir("nasty.git"), 0);
	compare_with_git("", false);
	assert_int_equal(chdir(".."), 0);
}

/* -- what is told -- */

struct last {
	struct paths paths;
	struct change change[64];
	size_t count;
	size_t calls;
};

static int remember(void *context, uint32_t commit, uint32_t parent_number,
        const struct change *change, size_t count, struct error *err)
{
	struct last *last = context;

	(void)commit;
	(void)parent_number;
	(void)err;
	last->calls++;
	for (size_t i = 0; i < count && last->count < 64; i++)
		last->change[last->count++] = change[i];
	return 0;
}

static int refuse(void *context, uint32_t commit, uint32_t parent_number,
        const struct change *change, size_t count, struct error *err)
{
	(void)commit;
	(void)parent_number;
	(void)change;
	(void)count;
	++*(int *)context;
	return error_set(err, ERROR_NO, "no more");
}

/* A tree of entries "mode name" that all have the same id. */
static struct oid store_tree(const char *const entries[], const struct oid *id)
{
	struct buf raw = BUF_INIT;
	struct oid tree;

	for (size_t i = 0; entries[i]; i++) {
		buf_puts(&raw, entries[i]);
		buf_putc(&raw, '\0');
		buf_add(&raw, id->id, OID_SIZE);
	}
	tree = store("tree", raw.data, raw.len);
	buf_release(&raw);
	return tree;
}

#define TREE(id, ...) store_tree((const char *const[]){__VA_ARGS__, NULL}, id)

static struct repo *repo;

/* The changes from nothing to the tree; the result and *last. */
static int changes_of(const struct oid *before, const struct oid *after, struct last *last,
        struct changes_options options, struct error *err)
{
	*last = (struct last){.paths = PATHS_INIT(&arena)};
	if (!options.root)
		options.root = "";
	options.context = last;
	return changes_between(repo, before, after, &options, &last->paths, remember, err);
}

static bool looks_like_roles(const char *name, size_t len)
{
	return len == 5 && strncasecmp(name, "roles", 5) == 0;
}

static int enter_hostile(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	RUN("git", "init", "-q", "--bare", "hostile");
	return chdir("hostile") || repo_open(&repo, NULL, &err);
}

static int leave_hostile(void **state)
{
	(void)state;
	repo_close(repo);
	repo = NULL;
	if (chdir("..") != 0)
		return -1;
	RUN("rm", "-rf", "hostile");
	return 0;
}

static void a_path_has_the_class_of_its_first_part(void **state)
{
	struct oid blob = store("blob", "x", 1);
	struct oid folder = TREE(&blob, "100644 a");
	struct oid tree;
	struct last last;
	struct error err = ERROR_INIT;
	static const char *const paths[] = {".gitattributes", ".mailmap", "Roles/a", "agreements/a",
	        "journals/a", "moot.ini", "negotiations/a", "people/a", "roles/a"};
	static const enum path_class classes[] = {PATH_ATTRIBUTES, PATH_MAILMAP, PATH_TWIN,
	        PATH_AGREEMENT, PATH_JOURNAL, PATH_CHARTER, PATH_NEGOTIATION, PATH_PERSON,
	        PATH_ROLE};
	static const char *const names[] = {".gitattributes", ".mailmap", "Roles", "agreements",
	        "journals", "moot.ini", "negotiations", "other", "people", "roles"};
	struct buf raw = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		bool file = strchr(names[i], '.');

		buf_print(&raw, "%s %s", file ? "100644" : "40000", names[i]);
		buf_putc(&raw, '\0');
		buf_add(&raw, file ? blob.id : folder.id, OID_SIZE);
	}
	tree = store("tree", raw.data, raw.len);
	buf_release(&raw);
	assert_int_equal(changes_of(NULL, &tree, &last,
	                         (struct changes_options){.is_twin = looks_like_roles}, &err),
	        0);
	assert_int_equal(last.count, 9);
	for (size_t i = 0; i < 9; i++) {
		assert_string_equal(last.paths.entry[last.change[i].path].text, paths[i]);
		assert_int_equal(last.change[i].class, classes[i]);
		assert_true(oid_is_zero(&last.change[i].before));
		assert_true(oid_equal(&last.change[i].after, &blob));
		assert_int_equal(last.change[i].mode_before, 0);
	}
	assert_int_equal(changes_of(&tree, NULL, &last,
	                         (struct changes_options){.skip_journals = true}, &err),
	        0);
	assert_int_equal(last.count, 7);
	for (size_t i = 0; i < 7; i++) {
		assert_int_not_equal(last.change[i].class, PATH_JOURNAL);
		assert_int_not_equal(last.change[i].class, PATH_TWIN);
		assert_true(oid_is_zero(&last.change[i].after));
	}
}

static void a_mode_git_reads_alike_is_no_change(void **state)
{
	struct oid blob = store("blob", "x", 1);
	struct oid plain = TREE(&blob, "100644 moot.ini");
	struct oid odd = TREE(&blob, "100664 moot.ini");
	struct oid padded = TREE(&blob, "0100755 moot.ini");
	struct oid linked = TREE(&blob, "120000 moot.ini");
	struct oid module = TREE(&blob, "160000 moot.ini");
	struct last last;
	struct error err = ERROR_INIT;
	struct changes_options options = {0};

	(void)state;
	assert_int_equal(changes_of(&plain, &odd, &last, options, &err), 0);
	assert_int_equal(last.calls, 0);
	assert_int_equal(changes_of(&plain, &padded, &last, options, &err), 0);
	assert_int_equal(last.change[0].mode_after, MODE_EXECUTABLE);
	assert_int_equal(changes_of(&plain, &linked, &last, options, &err), 0);
	assert_int_equal(last.change[0].mode_after, MODE_LINK);
	assert_int_equal(changes_of(&linked, &module, &last, options, &err), 0);
	assert_int_equal(last.change[0].mode_before, MODE_LINK);
	assert_int_equal(last.change[0].mode_after, MODE_SUBMODULE);
}

static void a_file_in_place_of_the_root_governs_nothing(void **state)
{
	struct oid blob = store("blob", "x", 1);
	struct oid file = TREE(&blob, "100644 governance");
	struct oid inner = TREE(&blob, "100644 moot.ini");
	struct oid folder = TREE(&inner, "40000 governance");
	struct last last;
	struct error err = ERROR_INIT;
	struct changes_options options = {.root = "governance"};

	(void)state;
	assert_int_equal(changes_of(NULL, &file, &last, options, &err), 0);
	assert_int_equal(last.count, 0);
	assert_int_equal(changes_of(&folder, &file, &last, options, &err), 0);
	assert_int_equal(last.count, 1);
	assert_string_equal(last.paths.entry[0].text, "moot.ini");
	assert_int_equal(last.change[0].mode_after, 0);
}

static void a_file_and_a_folder_of_one_name_are_two(void **state)
{
	struct oid blob = store("blob", "x", 1);
	struct oid inner = TREE(&blob, "100644 a.ini");
	struct oid tree;
	struct oid found;
	uint16_t mode;
	struct last last;
	struct error err = ERROR_INIT;
	struct buf raw = BUF_INIT;

	(void)state;
	buf_add(&raw, "100644 roles", 13);
	buf_add(&raw, blob.id, OID_SIZE);
	buf_add(&raw, "40000 roles", 12);
	buf_add(&raw, inner.id, OID_SIZE);
	tree = store("tree", raw.data, raw.len);
	buf_release(&raw);
	assert_int_equal(changes_of(NULL, &tree, &last, (struct changes_options){0}, &err), 0);
	assert_int_equal(last.count, 2);
	assert_string_equal(last.paths.entry[last.change[0].path].text, "roles");
	assert_string_equal(last.paths.entry[last.change[1].path].text, "roles/a.ini");
	assert_int_equal(repo_find(repo, &tree, "roles/a.ini", &found, &mode, &err), 1);
	assert_true(oid_equal(&found, &blob));
}

/* -- what nobody made by hand -- */

static void check_malformed(const struct oid *before, const struct oid *tree)
{
	struct last last;
	struct error err = ERROR_INIT;

	assert_int_equal(changes_of(before, tree, &last, (struct changes_options){0}, &err), -1);
	assert_int_equal(err.kind, ERROR_UNSURE);
	assert_non_null(strstr(err.text, "malformed"));
	assert_int_equal(last.calls, 0);
}

static void a_tree_out_of_order_or_with_hostile_names_is_unsure(void **state)
{
	struct oid blob = store("blob", "x", 1);
	struct oid fine = TREE(&blob, "100644 a", "100644 moot.ini");
	struct oid bad[] = {
	        TREE(&blob, "100644 moot.ini", "100644 a"),
	        TREE(&blob, "100644 moot.ini", "100644 moot.ini"),
	        TREE(&blob, "100644 a", "100644 moot.ini", "100755 moot.ini"),
	        TREE(&blob, "100644 ..", "100644 moot.ini"),
	        TREE(&blob, "100644 ."),
	        TREE(&blob, "100644 a", "100644 roles/x.ini"),
	        TREE(&blob, "100644 a", "100644 "),
	        TREE(&blob, "100844 a"),
	        TREE(&blob, " moot.ini"),
	        TREE(&blob, "7777777777777777 a"),
	        store("tree", "100644 moot.ini", 15),
	        store("tree", "100644 moot.ini\0short", 21),
	        store("tree", "100644", 6),
	        store("tree", "\0\0\0\0", 4),
	};
	struct last last;
	struct error err = ERROR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct oid above = TREE(&bad[i], "40000 roles");

		check_malformed(NULL, &bad[i]);
		check_malformed(&fine, &bad[i]);
		check_malformed(&bad[i], &fine);
		check_malformed(NULL, &above);
	}
	assert_int_equal(changes_of(NULL, &fine, &last, (struct changes_options){0}, &err), 0);
	assert_int_equal(last.count, 1);
}

static void what_follows_a_long_equal_start_is_still_held_to_the_order(void **state)
{
	struct oid blob = store("blob", "x", 1);
	struct buf raw = BUF_INIT;
	struct oid before;
	struct oid after;
	struct oid people[2];

	(void)state;
	for (int i = 0; i < 300; i++) {
		buf_print(&raw, "100644 h%03d.ini", i);
		buf_putc(&raw, '\0');
		buf_add(&raw, blob.id, OID_SIZE);
	}
	before = store("tree", raw.data, raw.len);
	buf_add(&raw, "100644 h007.ini", 16);
	buf_add(&raw, blob.id, OID_SIZE);
	after = store("tree", raw.data, raw.len);
	people[0] = TREE(&before, "40000 people");
	people[1] = TREE(&after, "40000 people");
	check_malformed(&people[0], &people[1]);
	buf_release(&raw);
}

static void folders_without_end_are_unsure(void **state)
{
	struct oid blob = store("blob", "x", 1);
	struct oid tree = TREE(&blob, "100644 x");
	struct error err = ERROR_INIT;
	struct last last;

	(void)state;
	for (int i = 0; i < 300; i++)
		tree = TREE(&tree, "40000 roles");
	assert_int_equal(changes_of(NULL, &tree, &last, (struct changes_options){0}, &err), -1);
	assert_int_equal(err.kind, ERROR_UNSURE);
	assert_non_null(strstr(err.text, "nested too deep"));
}

static void a_tree_that_unfolds_without_end_is_unsure(void **state)
{
	struct buf raw = BUF_INIT;
	struct oid tree = store("tree", "", 0);
	struct error err = ERROR_INIT;
	struct last last;

	(void)state;
	for (int level = 0; level < 8; level++) {
		buf_clear(&raw);
		for (int i = 0; i < 1000; i++) {
			buf_print(&raw, "40000 %03d", i);
			buf_putc(&raw, '\0');
			buf_add(&raw, tree.id, OID_SIZE);
		}
		tree = store("tree", raw.data, raw.len);
	}
	buf_release(&raw);
	tree = TREE(&tree, "40000 people");
	assert_int_equal(changes_of(NULL, &tree, &last, (struct changes_options){0}, &err), -1);
	assert_int_equal(err.kind, ERROR_UNSURE);
	assert_non_null(strstr(err.text, "too large"));
}

static void a_path_too_long_is_unsure(void **state)
{
	struct oid blob = store("blob", "x", 1);
	char *entry = malloc(5000);
	struct error err = ERROR_INIT;
	struct last last;
	struct oid tree;

	(void)state;
	memset(entry, 'a', 5000);
	memcpy(entry, "100644 ", 7);
	entry[4999] = '\0';
	tree = TREE(&blob, entry);
	tree = TREE(&tree, "40000 roles");
	assert_int_equal(changes_of(NULL, &tree, &last, (struct changes_options){0}, &err), -1);
	assert_non_null(strstr(err.text, "too long"));
	free(entry);
}

static bool only_the_second(void *context, uint32_t commit)
{
	(void)context;
	return commit == 1;
}

static void commits_that_are_not_wanted_are_left_out(void **state)
{
	struct oid blob = store("blob", "x", 1);
	struct oid tree[3] = {TREE(&blob, "100644 .mailmap"),
	        TREE(&blob, "100644 .mailmap", "100644 moot.ini"), TREE(&blob, "100644 moot.ini")};
	struct oid commit[3];
	struct history history;
	struct error err = ERROR_INIT;
	struct last last = {.paths = PATHS_INIT(&arena)};
	struct changes_options options = {.root = "", .wanted = only_the_second, .context = &last};
	int calls = 0;

	(void)state;
	for (int i = 0; i < 3; i++)
		commit[i] = store_commit(&tree[i], i ? &commit[i - 1] : NULL);
	assert_int_equal(history_read(&history, &arena, repo, &commit[2], NULL, &err), 0);
	history_order(&history, 0, NULL);
	assert_int_equal(changes_read(repo, &history, &options, &last.paths, remember, &err), 0);
	assert_int_equal(last.count, 1);
	assert_string_equal(last.paths.entry[last.change[0].path].text, "moot.ini");
	options = (struct changes_options){.root = "", .context = &calls};
	assert_int_equal(changes_read(repo, &history, &options, &last.paths, refuse, &err), -1);
	assert_int_equal(calls, 1);
	assert_string_equal(err.text, "no more");
}

static void a_missing_tree_is_unsure_and_the_commit_named(void **state)
{
	struct oid absent = {{9}};
	struct oid tree = TREE(&absent, "40000 roles");
	struct oid commit = store_commit(&tree, NULL);
	struct history history;
	struct error err = ERROR_INIT;
	struct last last = {.paths = PATHS_INIT(&arena)};
	struct changes_options options = {.root = "", .context = &last};
	char hex[OID_HEX_SIZE];

	(void)state;
	assert_int_equal(history_read(&history, &arena, repo, &commit, NULL, &err), 0);
	history_order(&history, 0, NULL);
	assert_int_equal(changes_read(repo, &history, &options, &last.paths, remember, &err), -1);
	assert_int_equal(err.kind, ERROR_UNSURE);
	assert_non_null(strstr(err.text, oid_hex(hex, &commit)));
	assert_non_null(
	        strstr(err.text, "tree 0900000000000000000000000000000000000000 is missing"));
	assert_non_null(strstr(err.hint, "git fsck"));
}

/* -- paths -- */

static int begin(void **state)
{
	const char *shared = getenv("MOOT_SHARED");
	static char path[4096];

	if (!realpath(shared ? shared : "../shared", path))
		*path = '\0';
	*state = path;
	return make_place(state);
}

static int end(void **state)
{
	arena_release(&arena);
	return remove_place(state);
}

#define HOSTILE(test) cmocka_unit_test_setup_teardown(test, enter_hostile, leave_hostile)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(random_changes_are_those_git_sees),
	        cmocka_unit_test(changes_in_a_large_folder_are_those_git_sees),
	        cmocka_unit_test(below_a_root_only_its_own_changes_are_seen),
	        cmocka_unit_test(the_nasty_corpus_changes_as_git_sees_it),
	        HOSTILE(a_path_has_the_class_of_its_first_part),
	        HOSTILE(a_mode_git_reads_alike_is_no_change),
	        HOSTILE(a_file_in_place_of_the_root_governs_nothing),
	        HOSTILE(a_file_and_a_folder_of_one_name_are_two),
	        HOSTILE(a_tree_out_of_order_or_with_hostile_names_is_unsure),
	        HOSTILE(what_follows_a_long_equal_start_is_still_held_to_the_order),
	        HOSTILE(folders_without_end_are_unsure),
	        HOSTILE(a_tree_that_unfolds_without_end_is_unsure),
	        HOSTILE(a_path_too_long_is_unsure),
	        HOSTILE(commits_that_are_not_wanted_are_left_out),
	        HOSTILE(a_missing_tree_is_unsure_and_the_commit_named),
	};

	return cmocka_run_group_tests(tests, begin, end);
}

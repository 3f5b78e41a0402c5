/* SPDX-License-Identifier: MIT */
#include "repository.h"

#include "core/git/packs.h"

#include <fcntl.h>
#include <glob.h>

static const char objects[] = "group/.git/objects";

static bool are_whole(void)
{
	struct packs packs;

	packs_look(&packs, objects);
	packs_check(&packs, objects);
	return packs.state == PACKS_WHOLE;
}

/* The only file in the folder of packs that ends so. */
static const char *packed_file(const char *end)
{
	static char path[256];
	char pattern[64];
	glob_t found;

	snprintf(pattern, sizeof pattern, "%s/pack/*%s", objects, end);
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	assert_int_equal(found.gl_pathc, 1);
	snprintf(path, sizeof path, "%s", found.gl_pathv[0]);
	globfree(&found);
	assert_int_equal(chmod(path, 0644), 0);
	return path;
}

/* The other value of a byte, counted from the end where negative. */
static void flip(const char *path, off_t at)
{
	int fd = open(path, O_RDWR);
	unsigned char byte;

	at = at < 0 ? lseek(fd, at, SEEK_END) : at;
	assert_int_equal(pread(fd, &byte, 1, at), 1);
	byte = (unsigned char)~byte;
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	assert_int_equal(close(fd), 0);
}

static off_t size_of(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return status.st_size;
}

static void packs_that_git_wrote_are_whole(void **state)
{
	(void)state;
	struct packs packs;

	packs_look(&packs, objects);
	assert_int_equal(packs.state, PACKS_UNCHECKED);
	packs_check(&packs, objects);
	assert_int_equal(packs.state, PACKS_WHOLE);
	assert_true(packs.plain);
	assert_true(packs.bytes > (uint64_t)size_of(packed_file(".pack")));
	for (int i = 0; i < 256; i++)
		assert_false(packs.loose[i]);
}

static void a_byte_that_is_another_is_found_in_any_of_their_files(void **state)
{
	static const char *const end[] = {".pack", ".idx", "multi-pack-index"};

	(void)state;
	for (size_t i = 0; i < sizeof end / sizeof *end; i++) {
		const char *path = packed_file(end[i]);
		off_t size = size_of(path);
		for (off_t at = 0; at < size; at += 1 + size / 50) {
			flip(path, at);
			assert_false(are_whole());
			flip(path, at);
		}
		flip(path, -1);
		assert_false(are_whole());
		flip(path, -1);
		assert_true(are_whole());
	}
}

static void an_index_needs_the_very_pack_it_was_made_of(void **state)
{
	(void)state;
	char pack[256];

	snprintf(pack, sizeof pack, "%s", packed_file(".pack"));
	assert_int_equal(rename(pack, "away"), 0);
	assert_false(are_whole());
	/* another one that is whole by itself */
	RUN("git", "init", "-q", "other");
	RUN_IN("other", "commit", "-q", "--allow-empty", "-m", "other");
	RUN_IN("other", "repack", "-q", "-a", "-d");
	RUN("sh", "-c", "cp other/.git/objects/pack/*.pack \"$1\"", "sh", pack);
	assert_false(are_whole());
	assert_int_equal(unlink(pack), 0);
	assert_int_equal(rename("away", pack), 0);
	assert_true(are_whole());
	assert_int_equal(truncate(pack, size_of(pack) - 1), 0);
	assert_false(are_whole());
	assert_int_equal(truncate(pack, 10), 0);
	assert_false(are_whole());
}

static void what_lies_beside_the_packs_is_told(void **state)
{
	(void)state;
	char prefix[3] = {0};
	struct packs packs;
	struct oid id;

	RUN_IN("group", "commit", "-q", "--allow-empty", "-m", "loose");
	const char *hex = run(
	        (const char *const[]){"git", "-C", "group", "rev-parse", "HEAD", NULL}, NULL, 0);
	assert_true(oid_parse(&id, hex, 40));
	memcpy(prefix, hex, 2);
	packs_look(&packs, objects);
	assert_true(packs.loose[strtoul(prefix, NULL, 16)]);
	assert_true(packs.plain);
	write_file("group/.git/objects/info/alternates", "/nowhere\n");
	packs_look(&packs, objects);
	assert_false(packs.plain);
	assert_int_equal(unlink("group/.git/objects/info/alternates"), 0);
	setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", "/nowhere", 1);
	packs_look(&packs, objects);
	unsetenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
	assert_false(packs.plain);
	packs_look(&packs, "nowhere");
	packs_check(&packs, "nowhere");
	assert_int_equal(packs.state, PACKS_DAMAGED);
}

static int begin(void **state)
{
	(void)state;
	RUN("rm", "-rf", "group");
	make_group("group");
	RUN_IN("group", "repack", "-q", "-a", "-d");
	RUN_IN("group", "multi-pack-index", "write");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup(packs_that_git_wrote_are_whole, begin),
	        cmocka_unit_test_setup(
	                a_byte_that_is_another_is_found_in_any_of_their_files, begin),
	        cmocka_unit_test_setup(an_index_needs_the_very_pack_it_was_made_of, begin),
	        cmocka_unit_test_setup(what_lies_beside_the_packs_is_told, begin),
	};

	return cmocka_run_group_tests_name("packs", tests, make_place, remove_place);
}

/* SPDX-License-Identifier: MIT */
#include "repository.h"

#include "core/identity/identity.h"

static struct arena arena = ARENA_INIT;

static struct trailer_person spoken(const char *name, const char *mail, const char *handle)
{
	return (struct trailer_person){name, mail, handle, (uint32_t)strlen(name),
	        (uint32_t)strlen(mail), (uint32_t)strlen(handle)};
}

static uint32_t of(
        struct identity *identity, const char *name, const char *mail, const char *handle)
{
	struct trailer_person person = spoken(name, mail, handle);

	return identity_of_person(identity, &person);
}

static const char *const handle[] = {"ada", "bob", "cyd"};
enum { ADA, BOB, CYD };

static const struct person_claim claim[] = {
        {"ada", "Ada@Example.org", true, 1},
        {"ada", "Ada Ng", false, 1},
        {"bob", "bob@example.org", true, 2},
        {"bob", "Bob Oy", false, 2},
        {"cyd", "bob@example.org", true, 3},
        {"cyd", "ada@home.example", true, 4},
        {"ada", "ada@home.example", true, 1},
        {"cyd", "Bob Oy", false, 3},
        {"nobody", "nobody@example.org", true, 1},
};

static const struct identity_options closed = {
        .handle = handle, .handle_count = 3, .claim = claim, .claim_count = 9};

static void test_claims(void **state)
{
	struct identity *identity = identity_new(&arena, &closed);

	(void)state;
	assert_int_equal(identity_of_ident(identity, "x", "ADA@example.org"), ADA);
	assert_int_equal(identity_of_ident(identity, "Cyd", "bob@example.org"), BOB);
	assert_int_equal(identity_of_ident(identity, "x", "ada@home.example"), ADA);
	assert_int_equal(identity_of_ident(identity, "x", "nobody@example.org"), IDENTITY_UNKNOWN);
	/* a name never says who committed */
	assert_int_equal(identity_of_ident(identity, "Ada Ng", "x@x"), IDENTITY_UNKNOWN);
	assert_int_equal(identity_of_ident(identity, "Ada Ng", ""), IDENTITY_UNKNOWN);
	assert_int_equal(identity_count(identity), 3);
}

static void test_spoken(void **state)
{
	struct identity *identity = identity_new(&arena, &closed);

	(void)state;
	assert_int_equal(of(identity, "", "", "Ada"), ADA);
	assert_int_equal(of(identity, "", "", "eve"), IDENTITY_UNKNOWN);
	assert_int_equal(of(identity, "Who", "ada@example.org", ""), ADA);
	assert_int_equal(of(identity, "Ada Ng", "", ""), ADA);
	assert_int_equal(of(identity, "bob", "", ""), BOB);
	assert_int_equal(of(identity, "Bob Oy", "", ""), IDENTITY_SHARED);
	assert_int_equal(of(identity, "Ada Ng", "eve@example.org", ""), IDENTITY_UNKNOWN);
	assert_int_equal(of(identity, "", "ada@example.org", "eve"), ADA);
}

static void test_closed_mailmap(void **state)
{
	static const char text[] = "Ada Ng <ada@example.org> <ada@old.example>\n"
	                           "Ada Ng <ada@example.org> <bob@example.org>\n";
	struct mailmap mailmap = MAILMAP_INIT(&arena);
	struct identity_options options = closed;

	(void)state;
	mailmap_add(&mailmap, text, strlen(text));
	options.mailmap = &mailmap;
	struct identity *identity = identity_new(&arena, &options);
	assert_int_equal(identity_of_ident(identity, "x", "ada@old.example"), ADA);
	assert_int_equal(of(identity, "x", "ada@old.example", ""), ADA);
	/* an address of people/ is not mapped */
	assert_int_equal(identity_of_ident(identity, "x", "bob@example.org"), BOB);
}

static void test_robots(void **state)
{
	static const char *const robot[] = {"CI@example.org", "merge queue"};
	struct identity_options options = {.robot = robot, .robot_count = 2};
	struct identity *identity = identity_new(&arena, &options);

	(void)state;
	assert_int_equal(identity_of_ident(identity, "x", "ci@example.org"), IDENTITY_ROBOT);
	assert_int_equal(identity_of_ident(identity, "merge queue", "m@x"), IDENTITY_ROBOT);
	assert_int_equal(identity_of_ident(identity, "Merge queue", "m@x"), 0);
	assert_int_equal(
	        identity_of_ident(identity, "GitHub", "noreply@github.com"), IDENTITY_ROBOT);
	assert_int_equal(
	        of(identity, "dependabot[bot]", "1+dependabot[bot]@users.noreply.github.com", ""),
	        IDENTITY_ROBOT);
}

static void test_programs(void **state)
{
	static const char *const program[][2] = {
	        {"k8s-ci-robot", "a@x"},
	        {"README-bot", "a@x"},
	        {"gitbook-bot", "ghost@gitbook.com"},
	        {"renovate_bot", "a@x"},
	        {"Kubernetes Prow Robot", "20407524+k8s-ci-robot@users.noreply.github.com"},
	        {"Kubernetes Submit Queue", "k8s-merge-robot@users.noreply.github.com"},
	        {"Release Bot", "release-bot@x"},
	        {"jekyllbot", "jekyllbot@x"},
	        {"github-actions", "github-actions@github.com"},
	        {"x", "GitHub-Actions@github.com"},
	        {"Copilot", "175728472+Copilot@users.noreply.github.com"},
	        {"Copilot Autofix powered by AI", ""},
	        {"Claude", "noreply@anthropic.com"},
	        {"Claude Opus 4.6", ""},
	};
	static const char *const human[][2] = {
	        {"Ann Abbot", "abbot@x"},
	        {"Talbot", "talbot@x"},
	        {"Ben Bot", "ben.bot@x"},
	        {"Ann Smit-Bot", "smit-bot@x"},
	        {"notABot", "1+notABot@users.noreply.github.com"},
	        {"Alex", "agrambot@x"},
	        {"Claude Dion", "claude@x"},
	        {"Claude", "claude@x"},
	        {"Bot", "bot@x"},
	        {"Cosmo Pilot", "cosmo+copilot@x"},
	        {"Dan", "noreply@example.org"},
	};
	struct identity_options options = {.handle = NULL}, register_options = closed;
	struct identity *identity = identity_new(&arena, &options);

	(void)state;
	for (size_t i = 0; i < sizeof program / sizeof *program; i++) {
		if (!identity_is_robot(identity, program[i][0], program[i][1]))
			fail_msg("%s <%s> is taken for a person", program[i][0], program[i][1]);
	}
	for (size_t i = 0; i < sizeof human / sizeof *human; i++) {
		if (identity_is_robot(identity, human[i][0], human[i][1]))
			fail_msg("%s <%s> is taken for a program", human[i][0], human[i][1]);
	}
	/* where people are written down, names say nothing */
	identity = identity_new(&arena, &register_options);
	assert_int_equal(identity_of_ident(identity, "ada-bot", "ada@example.org"), ADA);
}

static void test_open(void **state)
{
	struct identity_options options = {.handle = NULL};
	struct identity *identity = identity_new(&arena, &options);

	(void)state;
	uint32_t ada = identity_of_ident(identity, "Ada Ng", "Ada@Example.org");
	assert_string_equal(identity_name(identity, ada), "Ada Ng <ada@example.org>");
	assert_int_equal(identity_of_ident(identity, "Ada Ng", "ada@example.ORG"), ada);
	uint32_t bob = identity_of_ident(identity, "Bob", "bob@x");
	uint32_t twin = identity_of_ident(identity, "Bob", "bob@y");
	assert_int_not_equal(bob, twin);
	assert_int_equal(of(identity, "Ada Ng", "", ""), ada);
	assert_int_equal(of(identity, "", "ADA@example.org", ""), ada);
	assert_int_equal(of(identity, "Bob", "", ""), IDENTITY_SHARED);
	assert_int_equal(of(identity, "", "", ""), IDENTITY_UNKNOWN);

	/* those who are only spoken of are asked after those who write */
	uint32_t cyd = of(identity, "Cyd", "cyd@x", "");
	of(identity, "Ada Ng", "ada@else.example", "");
	assert_int_equal(of(identity, "Cyd", "", ""), cyd);
	assert_int_equal(of(identity, "Ada Ng", "", ""), ada);
	assert_string_equal(identity_name(identity, of(identity, "Dan", "", "")), "Dan");
	assert_string_equal(identity_name(identity, of(identity, "", "e@x", "")), "<e@x>");
	assert_string_equal(identity_name(identity, of(identity, "", "", "eve")), "@eve");
}

static void test_open_mailmap(void **state)
{
	static const char text[] = "Ada Ng <ada@example.org> <ada@old.example>\n";
	struct mailmap mailmap = MAILMAP_INIT(&arena);
	struct identity_options options = {.mailmap = &mailmap};

	(void)state;
	mailmap_add(&mailmap, text, strlen(text));
	struct identity *identity = identity_new(&arena, &options);
	uint32_t ada = identity_of_ident(identity, "adang", "Ada@old.example");
	assert_string_equal(identity_name(identity, ada), "Ada Ng <ada@example.org>");
	assert_int_equal(of(identity, "", "ada@old.example", ""), ada);
}

static void map_in(const char *name, const char *mail, const char *wanted)
{
	struct mailmap mailmap = MAILMAP_INIT(&arena);
	struct error err = ERROR_INIT;
	struct git_config config;
	struct oid head;
	struct commit commit;
	struct repo *repo = open_at("mapped", &head);

	assert_int_equal(repo_commit(repo, &head, &commit, &arena, &err), 0);
	assert_int_equal(git_config_read(&config, &arena, "mapped", &err), 0);
	assert_int_equal(
	        identity_mailmap(&mailmap, repo, &commit.tree, ".mailmap", &config, &err), 0);
	mailmap_apply(&mailmap, &name, &mail);
	assert_string_equal(name, wanted);
	repo_close(repo);
}

static void test_git_mailmaps(void **state)
{
	char path[128];

	(void)state;
	make_group("mapped");
	map_in("a", "a@x", "a");
	write_file("mapped/.mailmap", "Tree <a@x>\nOnly Tree <t@x>\n");
	RUN_IN("mapped", "add", ".");
	RUN_IN("mapped", "commit", "-q", "-m", "map");
	write_file("mapped/.mailmap", "Not committed <a@x>\n");
	map_in("a", "a@x", "Tree");

	write_file("mapped/other", "Blob <a@x>\n");
	RUN_IN("mapped", "add", "other");
	RUN_IN("mapped", "commit", "-q", "-m", "blob");
	RUN_IN("mapped", "config", "mailmap.blob", "HEAD:other");
	map_in("a", "a@x", "Blob");
	map_in("a", "t@x", "Only Tree");

	write_file("mapped/file", "File <a@x>\n");
	RUN_IN("mapped", "config", "mailmap.file", "file");
	map_in("a", "a@x", "File");
	snprintf(path, sizeof path, "%s/nowhere", place);
	RUN_IN("mapped", "config", "mailmap.file", path);
	RUN_IN("mapped", "config", "mailmap.blob", "HEAD:nothing");
	map_in("a", "a@x", "Tree");
}

static int leave(void **state)
{
	arena_release(&arena);
	return remove_place(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"a mail is its first claimer's, a shared name nobody's", test_claims, NULL, NULL,
	                NULL},
	        {"trailers name people by handle, mail or name", test_spoken, NULL, NULL, NULL},
	        {".mailmap helps only mails that stand in no person's file", test_closed_mailmap,
	                NULL, NULL, NULL},
	        {"robots are no persons", test_robots, NULL, NULL, NULL},
	        {"known programs are no persons in a history", test_programs, NULL, NULL, NULL},
	        {"in history mode everybody named is a person", test_open, NULL, NULL, NULL},
	        {"in history mode .mailmap says who is who", test_open_mailmap, NULL, NULL, NULL},
	        {"mailmaps are read from the tree, a blob and a file, as git does",
	                test_git_mailmaps, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests_name("identity", tests, make_place, leave);
}

/* SPDX-License-Identifier: MIT */
/*
 * answers REPO REV DAY...: everything that stands at the commit, and what was opened, said and
 * decided, as it counts on each of the days (since 1970).  What `moot show` says of a negotiation
 * is made of nothing else.
 */
#include "core/group/group.h"
#include "core/git/repo.h"
#include "core/rules/tally.h"
#include "formats/date.h"

#include <stdio.h>
#include <stdlib.h>

static const char *word(const char *text)
{
	return text ? text : "-";
}

static void print_stamp(const struct stamp *stamp)
{
	char hex[OID_HEX_SIZE];

	printf(" %s %s day %d\n", oid_hex(hex, &stamp->id), word(stamp->who), stamp->day);
}

static void print_option(const struct option *option)
{
	printf("option %s void=%s implied=%d kinds=%x", option->name, word(option->void_reason),
	        option->implied, option->kinds);
	print_stamp(&option->stamp);
	for (size_t i = 0; i < option->change_count; i++)
		printf("%s\n%s\nwas\n%s\n", option->change[i].file->name,
		        option->change[i].file->text,
		        option->change[i].base ? option->change[i].base->text : "nothing");
}

static void print_facts(const struct negotiation *negotiation)
{
	printf("negotiation %s void=%s policy=%s days=%d,%d,%d,%d\n%s\n%s", negotiation->folder,
	        word(negotiation->void_reason),
	        negotiation->policy ? negotiation->policy->name : "-", negotiation->opened,
	        negotiation->decidable, negotiation->closes, negotiation->lapses,
	        negotiation->proposal, word(negotiation->opener_name));
	print_stamp(&negotiation->opening);
	for (size_t i = 0; i < negotiation->facts.seen_count; i++)
		printf("seen %s\n", negotiation->facts.seen[i]);
	for (size_t i = 0; i < negotiation->roll_count; i++)
		printf("roll %s %s outside=%d\n", negotiation->roll[i].handle,
		        negotiation->roll[i].because, negotiation->roll[i].outside);
	for (size_t i = 0; i < negotiation->option_count; i++)
		print_option(&negotiation->option[i]);
	for (size_t i = 0; i < negotiation->said_count; i++) {
		const struct said *said = &negotiation->said[i];
		printf("voice %s %s relayed=%s\n%s\n", said->path, word(said->author_name),
		        word(said->relayed), said->voice.prose);
		for (size_t j = 0; j < said->voice.line_count; j++)
			printf("%d: %s\n", said->voice.line[j].word,
			        word(said->voice.line[j].value));
		print_stamp(&said->stamp);
	}
	for (size_t i = 0; i < negotiation->decision_count; i++) {
		const struct decision *decision = &negotiation->decision[i];
		printf("decision %s option=%u void=%s disputed=%d result=%s review=%d",
		        decision->path, decision->option, word(decision->void_reason),
		        decision->disputed, word(decision->file.result), decision->file.review);
		print_stamp(&decision->stamp);
	}
}

static void print_tally(const struct moment *moment, const struct negotiation *negotiation)
{
	struct arena arena = ARENA_INIT;
	struct tally tally;

	tally_read(&tally, &arena, moment, negotiation);
	printf("tally %s on %d: %s, why=%s, winner=%s, from %d\n", negotiation->folder, moment->day,
	        negotiation_state_name[tally.state], word(tally.why),
	        tally.winner ? tally.winner->option->name : "-", tally.decidable);
	for (size_t i = 0; i < tally.missing_count; i++)
		printf("missing %s\n", tally.missing[i]);
	for (size_t i = 0; i < tally.option_count; i++) {
		const struct option_tally *option = &tally.option[i];
		printf("%s: %s, why=%s\n", option->option->name,
		        negotiation_state_name[option->state], word(option->why));
		for (size_t j = 0; j < option->entry_count; j++)
			printf("  %s %s\n", option->entry[j].handle,
			        stance_name[option->entry[j].stance]);
	}
	arena_release(&arena);
}

static void print_verdicts(const struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->verdict_count; i++) {
		const struct verdict *verdict = &ledger->verdict[i];
		printf("verdict %s %s %s why=%s", ledger->paths.entry[verdict->path].text,
		        right_name[verdict->right],
		        verdict->negotiation ? verdict->negotiation->id : "-", word(verdict->why));
		print_stamp(&verdict->stamp);
	}
}

static void print_standing(const struct moment *moment, struct arena *arena)
{
	const struct file_list lists[] = {standing_people(moment, arena),
	        standing_roles(moment, arena), standing_agreements(moment, arena)};

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (size_t j = 0; j < lists[i].count; j++)
			printf("%s\n%s\n", lists[i].file[j]->name, lists[i].file[j]->text);
	const struct file *charter = standing_file(moment->ledger, moment->standing, "moot.ini");
	printf("moot.ini\n%s\n", charter ? charter->text : "none");
}

int main(int argc, char **argv)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct repo *repo;
	struct group group;

	if (argc < 4)
		return 129;
	struct group_options options = {.root = "", .commit = argv[2], .at = atoi(argv[argc - 1])};
	if (repo_open(&repo, argv[1], &err) || group_open(&group, &arena, repo, &options, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 128;
	}
	print_verdicts(&group.ledger);
	for (size_t i = 0; i < group.ledger.negotiation_count; i++) {
		print_facts(group.ledger.negotiation[i]);
		for (int day = 3; day < argc; day++) {
			struct moment moment = ledger_moment(&group.ledger, atoi(argv[day]));
			print_tally(&moment, group.ledger.negotiation[i]);
		}
	}
	printf("negotiation none\n");
	print_standing(&group.now, &arena);
	repo_close(repo);
	arena_release(&arena);
	return 0;
}

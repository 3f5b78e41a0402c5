/* SPDX-License-Identifier: MIT */
#include "core/rules/trial.h"

#include "core/rules/acting.h"
#include "formats/date.h"

#include <string.h>

bool is_trial(const struct negotiation *negotiation)
{
	return negotiation->facts.trial.days || negotiation->facts.trial.months;
}

int32_t trial_end(const struct negotiation *negotiation, int32_t decided)
{
	return day_after(decided,
	        (struct duration){negotiation->facts.trial.days, negotiation->facts.trial.months});
}

bool lapse_of(struct lapse *out, const struct moment *moment, const struct negotiation *negotiation)
{
	const struct decision *decision = negotiation_adopted(moment, negotiation);

	if (is_emergency(negotiation)) {
		if (!moment_sees(moment, &negotiation->opening) ||
		        (decision && decision->option == 0))
			return false;
		*out = (struct lapse){
		        &negotiation->option[0], &negotiation->opening, emergency_end(negotiation)};
		return true;
	}
	if (!decision)
		return false;
	*out = (struct lapse){&negotiation->option[decision->option], &decision->stamp,
	        trial_end(negotiation, decision->stamp.day)};
	return true;
}

void option_as_trial(struct option *option)
{
	unsigned texts = (1u << CHANGE_AUTONOMY) - 1;

	texts |= 1u << CHANGE_AGREEMENT;
	if (option->kinds & texts)
		option->kinds = (option->kinds & ~texts) | 1u << CHANGE_TRIAL;
}

static const struct option_change *change_of(const struct option *option, uint32_t path)
{
	for (size_t i = 0; i < option->change_count; i++)
		if (option->change[i].file->path == path)
			return &option->change[i];
	return NULL;
}

/* A decision other than the trial's, not before it, that is seen and changed the key. */
static bool changed_since(const struct moment *moment, const struct negotiation *trial,
        const struct stamp *since, uint32_t path, const struct keyed_entry *key)
{
	const struct ledger *ledger = moment->ledger;

	for (size_t i = 0; i < ledger->negotiation_count; i++) {
		const struct negotiation *other = ledger->negotiation[i];
		const struct decision *decision = negotiation_adopted(moment, other);
		bool own = other == trial && !is_emergency(trial);
		if (own || !decision || decision->stamp.commit <= since->commit)
			continue;
		const struct option_change *change =
		        change_of(&other->option[decision->option], path);
		for (size_t j = 0; change && j < change->diff.count; j++) {
			const struct keyed_entry *entry =
			        keyed_change_entry(&change->diff.change[j]);
			if (!strcmp(entry->section, key->section) && !strcmp(entry->key, key->key))
				return true;
		}
		if (change && !file_is_keyed(change->file))
			return true;
	}
	return false;
}

/* The trial's keys that still stand as it set them, turned round. */
static void collect(const struct moment *moment, const struct negotiation *trial,
        const struct stamp *since, const struct option_change *change, const struct file *file,
        struct keyed_diff *back)
{
	for (size_t i = 0; i < change->diff.count; i++) {
		const struct keyed_change *key = &change->diff.change[i];
		const struct keyed_entry *entry = keyed_change_entry(key);
		const struct keyed_entry *stands =
		        keyed_find(&file->keyed, entry->section, entry->key);
		if (!keyed_values_equal(stands, key->after) ||
		        changed_since(moment, trial, since, file->path, entry))
			continue;
		back->change[back->count++] = (struct keyed_change){stands, key->before};
	}
}

static const struct file *put_back(const struct moment *moment, const struct negotiation *trial,
        const struct lapse *lapse, const struct file *file)
{
	struct ledger *ledger = (struct ledger *)(uintptr_t)moment->ledger; /* its store of files */
	const struct option_change *change = change_of(lapse->option, file->path);
	struct keyed_diff back = {NULL, 0};
	struct buf text = BUF_INIT;
	struct error refused = ERROR_INIT;

	if (!change)
		return file;
	if (!file_is_keyed(file))
		return file_same(file, change->file) && change->base &&
		                       !changed_since(moment, trial, lapse->since, file->path,
		                               &(struct keyed_entry){.section = "", .key = ""})
		               ? change->base
		               : file;
	if (!file->usable)
		return file;
	back.change = arena_array(ledger->arena, change->diff.count, sizeof *back.change);
	collect(moment, trial, lapse->since, change, file, &back);
	if (!back.count)
		return file;
	buf_add(&text, file->text, file->len);
	if (!keyed_apply(&text, file->name, &back, &refused)) {
		trial_unmark(&text, trial->id);
		file = file_from_text(&ledger->files, file->path, text.data, text.len);
	}
	buf_release(&text);
	return file;
}

const struct file *trial_lapse(const struct moment *moment, const struct file *file)
{
	const struct ledger *ledger = moment->ledger;

	for (size_t i = ledger->trial_count; file && i-- > 0;) {
		const struct negotiation *trial = ledger->trial[i];
		struct lapse lapse;
		if (lapse_of(&lapse, moment, trial) && moment->day > lapse.end)
			file = put_back(moment, trial, &lapse, file);
	}
	return file;
}

void trial_mark(struct buf *text, const char *path, const struct option_change *change,
        const char *id, int32_t until)
{
	struct arena scratch = ARENA_INIT;
	char day[DAY_SIZE];
	const char *mark =
	        arena_print(&scratch, " ; trial %.4s until %s", id, day_print(day, until));

	for (size_t i = 0; file_is_keyed(change->file) && i < change->diff.count; i++) {
		const struct keyed_entry *entry = change->diff.change[i].after;
		struct findings ignored = FINDINGS_INIT(&scratch);
		struct ini_file ini;
		if (!entry || entry->from)
			continue; /* a term says itself when it ends */
		ini_parse(&ini, &scratch, text->data, text->len, path, &ignored);
		const struct ini_section *section =
		        ini_section(&ini, entry->word, entry->name, entry->twin - 1);
		const struct ini_key *key = section ? ini_find(section, entry->key) : NULL;
		if (key && !key->comment && key->part_count == 1)
			buf_splice(text, key->part[0].end, 0, mark, strlen(mark));
	}
	arena_release(&scratch);
}

void trial_unmark(struct buf *text, const char *id)
{
	struct arena scratch = ARENA_INIT;
	const char *mark = arena_print(&scratch, " ; trial %.4s until ", id);
	char *found;

	while ((found = memmem(text->data, text->len, mark, strlen(mark)))) {
		size_t at = (size_t)(found - text->data);
		size_t end = at + strcspn(found, "\r\n");
		buf_splice(text, at, end - at, "", 0);
	}
	arena_release(&scratch);
}

/* SPDX-License-Identifier: MIT */
#include "cmd/report_ranking.h"
#include "cmd/table.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { BAR = 8, TOPICS = 3, SIGNS = 4 };

const char **ranking_topics(
        const struct ranking *ranking, uint32_t person, size_t most, size_t *named)
{
	struct arena *arena = ranking->context->arena;
	size_t count;
	const struct reputation_in_topic *topic =
	        reputation_topics(ranking->account->reputation, arena, person, &count);
	const char **name = arena_array(arena, most, sizeof *name);

	*named = 0;
	for (size_t i = 0; i < count && *named < most; i++)
		if (strcmp(ranking->account->evidence.topic[topic[i].topic], "-") != 0)
			name[(*named)++] = ranking->account->evidence.topic[topic[i].topic];
	return name;
}

/* What has to be said of each, once, however the table is set. */
struct line {
	uint32_t person;
	const char *name;
	uint64_t ppm;
	const char *firm; /* NULL: there is none */
	const char *breadth, *bar, *topics;
	uint32_t sign[SIGNS];
};

struct setting {
	bool sign[SIGNS]; /* whether it has a column */
	bool below;       /* topics */
};

/* A bar of eighths of a column, so that small differences show. */
static const char *bar(struct arena *arena, uint64_t part, uint64_t whole)
{
	static const char *const eighth[8] = {"", "\xe2\x96\x8f", "\xe2\x96\x8e", "\xe2\x96\x8d",
	        "\xe2\x96\x8c", "\xe2\x96\x8b", "\xe2\x96\x8a", "\xe2\x96\x89"};
	struct buf text = BUF_INIT;
	uint64_t filled = whole ? part * BAR * 8 / whole : 0;

	for (uint64_t i = 0; i < filled / 8; i++)
		buf_puts(&text, "\xe2\x96\x88");
	buf_puts(&text, eighth[filled % 8]);
	char *copy = arena_string(arena, text.data, text.len);
	buf_release(&text);
	return copy;
}

static void name_people(const struct ranking *ranking, struct line *line)
{
	struct arena *arena = ranking->context->arena;
	const char **person = arena_array(arena, ranking->count, sizeof *person);
	struct people_told people;

	for (size_t i = 0; i < ranking->count; i++)
		person[i] = ranking->account->evidence.person[line[i].person];
	people_tell(&people, arena, person, ranking->count);
	for (size_t i = 0; i < ranking->count; i++)
		line[i].name = person_told(arena, &people, person[i]);
}

static struct line make_line(const struct ranking *ranking, uint32_t person, uint64_t most)
{
	struct arena *arena = ranking->context->arena;
	const struct account_signs *signs = &ranking->signs[person];
	uint64_t ppm = reputation_ppm(ranking->shown, ranking->score[person]);
	size_t count;
	const char **topic = ranking_topics(ranking, person, TOPICS, &count);

	return (struct line){
	        .person = person,
	        .ppm = ppm,
	        .firm = ranking->has_firm
	                        ? arena_print(arena, "%" PRIu64,
	                                  reputation_ppm(ranking->shown, ranking->firm[person]))
	                        : NULL,
	        .breadth = tenths_text(
	                arena, reputation_breadth(ranking->shown, person, ranking->topic).tenths),
	        .bar = ranking->context->out->terminal ? bar(arena, ppm, most) : "",
	        .topics = join_names(arena, topic, count),
	        .sign = {signs->thanked, signs->cited, signs->asked, signs->mentioned},
	};
}

static struct line *make_lines(const struct ranking *ranking)
{
	struct line *line = arena_array(ranking->context->arena, ranking->count, sizeof *line);
	uint64_t most = 0;

	for (size_t i = 0; i < ranking->count; i++) {
		uint64_t ppm = reputation_ppm(ranking->shown, ranking->score[ranking->order[i]]);
		most = ppm > most ? ppm : most;
	}
	for (size_t i = 0; i < ranking->count; i++)
		line[i] = make_line(ranking, ranking->order[i], most);
	name_people(ranking, line);
	return line;
}

static void add_head(struct table *table, const struct ranking *ranking, struct setting setting)
{
	static const char *const sign[SIGNS] = {"thanked", "cited", "asked", "mentioned"};

	table_row(table, ranking->context->arena);
	table_cell(table, STYLE_DIM, "person");
	table_cell(table, STYLE_DIM, "ppm");
	table_cell(table, STYLE_DIM, "firm");
	table_cell(table, STYLE_DIM, "breadth");
	for (size_t i = 0; i < SIGNS; i++)
		if (setting.sign[i])
			table_cell(table, STYLE_DIM, "%s", sign[i]);
	table->right = (1u << table->column) - 2; /* all but the names */
	table_cell(table, STYLE_DIM, "%s", setting.below ? "" : "known for");
}

static void add_line(struct table *table, const struct ranking *ranking, struct setting setting,
        const struct line *line)
{
	bool both = *line->bar && *line->topics && !setting.below;

	table_row(table, ranking->context->arena);
	table_cell(table, STYLE_NAME, "%s", line->name);
	table_cell(table, STYLE_BOLD, "%" PRIu64, line->ppm);
	table_cell(
	        table, line->firm ? STYLE_PLAIN : STYLE_DIM, "%s", line->firm ? line->firm : "-");
	table_cell(table, STYLE_PLAIN, "%s", line->breadth);
	for (size_t i = 0; i < SIGNS; i++)
		if (setting.sign[i])
			table_cell(table, STYLE_PLAIN, "%" PRIu32, line->sign[i]);
	table_cell(table, STYLE_DIM, "%s%s%s", line->bar, both ? " " : "",
	        setting.below ? "" : line->topics);
	if (setting.below && *line->topics)
		table_below(
		        table, arena_print(ranking->context->arena, "known for %s", line->topics));
}

static struct table make_table(
        const struct ranking *ranking, const struct line *line, struct setting setting)
{
	struct table table = TABLE_INIT;

	table.fit = true;
	add_head(&table, ranking, setting);
	for (size_t i = 0; i < ranking->count; i++)
		add_line(&table, ranking, setting, &line[i]);
	return table;
}

void ranking_print(const struct ranking *ranking)
{
	struct line *line = make_lines(ranking);
	struct out *out = ranking->context->out;
	struct setting all = {.sign = {true, true, true, true}}, few = {.below = false};

	for (size_t i = 0; i < ranking->count; i++)
		for (size_t k = 0; k < SIGNS; k++)
			few.sign[k] |= line[i].sign[k] != 0;
	struct setting way[] = {all, few, all, few};
	way[2].below = way[3].below = true;
	for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
		struct table table = make_table(ranking, line, way[i]);
		if (i + 1 < sizeof way / sizeof *way && table_width(&table) > out->width)
			continue;
		table_print(&table, out);
		return;
	}
}

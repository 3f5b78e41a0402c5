/* SPDX-License-Identifier: MIT */
#include "cmd/session.h"

#include "core/rules/after.h"
#include "core/rules/hierarchy.h"
#include "formats/date.h"

#include <string.h>

struct tree_options {
	int32_t diff;
};

static const struct command_option options[] = {
        OPTION_DAY(struct tree_options, diff, 0, "diff", "DATE",
                "what changed since that day, up to the day asked or the operand"),
        OPTION_END,
};

static const char *holders_said(
        struct context *context, const struct moment *moment, const struct role *role)
{
	struct handles handles = role_holders(moment, context->arena, role);

	if (!handles.count)
		return "(vacant)";
	for (size_t i = 0; i < handles.count; i++)
		if (is_contested_holder(moment, context->arena, role, handles.handle[i]))
			handles.handle[i] =
			        arena_print(context->arena, "%s (caretaker)", handles.handle[i]);
	return join_names(context->arena, handles.handle, handles.count);
}

enum { LEVELS_DRAWN = 32 };

struct drawing {
	struct context *context;
	const struct moment *moment;
	const struct hierarchy *hierarchy;
};

static void draw_node(const struct drawing *drawing, size_t node, size_t level, const char *before,
        const char *branch)
{
	const struct hierarchy_node *one = &drawing->hierarchy->node[node];
	struct out *out = drawing->context->out;

	out_print(out, "%s%s", before, branch);
	out_style(out, STYLE_BOLD, "%s", one->role->name);
	out_print(out, "  %s", holders_said(drawing->context, drawing->moment, one->role));
	if (level > LEVELS_DRAWN)
		out_print(out, "  (level %zu)", level);
	if (one->in_cycle)
		out_style(out, STYLE_BAD, "  (its lead is part of a cycle: in force for nobody)");
	out_print(out, "\n");
}

/* Depth first with a stack of our own: a chain of leads may be long.  Beyond LEVELS_DRAWN the
 * lines, which would grow with it, go no further to the right. */
static void draw(const struct drawing *drawing)
{
	struct frame {
		size_t next;
		const char *before;
	} *stack = NULL;
	size_t depth = 0, capacity = 0;
	struct arena *arena = drawing->context->arena;

	stack = arena_grow(arena, stack, depth, &capacity, sizeof *stack);
	stack[depth++] = (struct frame){drawing->hierarchy->first, ""};
	while (depth) {
		struct frame *top = &stack[depth - 1];
		size_t node = top->next, level = depth - 1;
		if (node == SIZE_MAX) {
			depth--;
			continue;
		}
		top->next = drawing->hierarchy->node[node].next;
		bool last = top->next == SIZE_MAX;
		const char *before = top->before;
		draw_node(drawing, node, level, before,
		        !level ? ""
		        : last ? "\xe2\x94\x94\xe2\x94\x80 "
		               : "\xe2\x94\x9c\xe2\x94\x80 ");
		const char *inner = !level || level >= LEVELS_DRAWN
		                            ? before
		                            : arena_print(arena, "%s%s", before,
		                                      last ? "   " : "\xe2\x94\x82  ");
		stack = arena_grow(arena, stack, depth, &capacity, sizeof *stack);
		stack[depth++] = (struct frame){drawing->hierarchy->node[node].first, inner};
	}
}

static void record_node(struct context *context, const struct moment *moment,
        const struct hierarchy *hierarchy, const struct hierarchy_node *node)
{
	struct out *out = context->out;
	struct handles handles = role_holders(moment, context->arena, node->role);

	record_text(out, "role", node->role->name);
	record_text(out, "led_by",
	        node->lead == SIZE_MAX ? NULL : hierarchy->node[node->lead].role->name);
	record_list_open(out, "holders");
	for (size_t j = 0; j < handles.count; j++)
		record_text(out, NULL, handles.handle[j]);
	record_list_close(out);
	record_flag(out, "cycle", node->in_cycle);
	record_close(out);
}

static void record_tree(
        struct context *context, const struct moment *moment, const struct hierarchy *hierarchy)
{
	for (size_t i = 0; i < hierarchy->count; i++) {
		record_open(context->out);
		record_node(context, moment, hierarchy, &hierarchy->node[i]);
	}
}

/* A day to compare. */
struct tree_side {
	struct moment moment;
	struct hierarchy hierarchy;
	const char *sign; /* "-", "+" */
	enum style style;
};

static const struct hierarchy_node *node_of(const struct hierarchy *hierarchy, const char *name)
{
	size_t node = hierarchy_find(hierarchy, name);

	return node == SIZE_MAX ? NULL : &hierarchy->node[node];
}

/* One line a role; "" where there is no such role. */
static const char *role_line(
        struct context *context, const struct tree_side *side, const char *name)
{
	const struct hierarchy_node *node = node_of(&side->hierarchy, name);

	if (!node)
		return "";
	const char *lead = node->lead == SIZE_MAX
	                           ? ""
	                           : arena_print(context->arena, ", led by %s",
	                                     side->hierarchy.node[node->lead].role->name);
	return arena_print(context->arena, "%s  %s%s", name,
	        holders_said(context, &side->moment, node->role), lead);
}

static void print_side(
        struct context *context, const struct tree_side *side, const char *name, const char *line)
{
	if (!*line)
		return;
	if (context->out->form == FORM_HUMAN) {
		out_style(context->out, side->style, "%s %s\n", side->sign, line);
		return;
	}
	record_open(context->out);
	record_text(context->out, "change", side->sign);
	record_node(context, &side->moment, &side->hierarchy, node_of(&side->hierarchy, name));
}

static bool print_diff(struct context *context, const struct group *group, int32_t day)
{
	struct tree_side then = {.moment = group->now, .sign = "-", .style = STYLE_BAD};
	struct tree_side now = {.moment = group->now, .sign = "+", .style = STYLE_GOOD};
	struct file_list roles = standing_roles(&group->now, context->arena);
	bool differs = false;

	then.moment.day = day;
	hierarchy_read(&then.hierarchy, context->arena, &then.moment);
	hierarchy_read(&now.hierarchy, context->arena, &now.moment);
	for (size_t i = 0; i < roles.count; i++) {
		const char *name = roles.file[i]->stem;
		const char *old = role_line(context, &then, name);
		const char *new = role_line(context, &now, name);
		if (!strcmp(old, new))
			continue;
		differs = true;
		print_side(context, &then, name, old);
		print_side(context, &now, name, new);
	}
	return differs;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct tree_options *wanted = context->options;
	struct group group;
	struct hierarchy hierarchy;
	struct error why = ERROR_INIT;

	if (argc && wanted->diff == DAY_NONE)
		return error_set(err, ERROR_USAGE,
		        "a day goes with --diff; for one day say --at %s", argv[0]);
	if (argc && day_resolve(&context->at, argv[0], strlen(argv[0]), context->today, &why))
		return error_set(err, ERROR_USAGE, "%s", why.text);
	if (session_group(context, &group, err))
		return -1;
	if (wanted->diff != DAY_NONE)
		return print_diff(context, &group, wanted->diff) ? 1 : 0;
	session_mark_void(context, &group);
	hierarchy_read(&hierarchy, context->arena, &group.now);
	if (context->out->form != FORM_HUMAN) {
		record_tree(context, &group.now, &hierarchy);
		return 0;
	}
	struct drawing drawing = {context, &group.now, &hierarchy};
	if (!hierarchy.count)
		talk("there is no role yet");
	draw(&drawing);
	return 0;
}

const struct command command_tree = {
        .name = "tree",
        .group = GROUP_SEE,
        .summary = "who leads whom on a day",
        .operands = "[DATE]",
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct tree_options),
        .needs = NEEDS_MOOT | READS | PAGED | KEPT,
        .run = run,
};

/* SPDX-License-Identifier: MIT */
/*
 * run: a markdown_run while it is put together, and the short way to one.  Inner part of markdown.
 */
#ifndef FORMATS_RUN_H
#define FORMATS_RUN_H

#include "formats/markdown.h"

/* Arrays outside of any arena, kept from run to run. */
struct run_builder {
	struct markdown_run run;
	struct buf text;
	struct markdown_piece *piece;
	size_t piece_capacity;
	struct markdown_link *link;
	size_t link_capacity;
	bool marked; /* markdown_read_marked() */
	markdown_each *each;
	void *context;
};

void run_begin(struct run_builder *builder, enum markdown_kind kind);
/* Text from source place `at`; a piece of its own unless it follows on the one before. */
void run_add(struct run_builder *builder, const char *text, size_t len, const char *at,
        uint32_t line, bool muted);
void run_add_link(struct run_builder *builder, const char *url, uint32_t line, uint32_t column);
/* Cuts a task mark off, hands the run out unless it is empty of text and links. */
void run_end(struct run_builder *builder);
void run_release(struct run_builder *builder);

/*
 * Reads a passage that is one heading, one paragraph or one list item without a single Markdown
 * mark in it, which is most of what people write.  False, with nothing handed out, for any other.
 */
bool run_plain(
        struct run_builder *builder, const char *text, size_t len, uint32_t line, uint32_t column);

#endif

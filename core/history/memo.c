/* SPDX-License-Identifier: MIT */
#include "core/history/memo.h"

void memo_open(struct memo *memo, struct repo *repo)
{
	struct buf folder = BUF_INIT;

	*memo = (struct memo){.arena = {ARENA_INIT, ARENA_INIT, ARENA_INIT}};
	buf_print(&folder, "%s/moot", repo_common_dir(repo));
	memo->store = store_open(folder.data);
	buf_release(&folder);
	chronicle_open(
	        &memo->chronicle, &memo->arena[0], &memo->arena[1], &memo->arena[2], memo->store);
}

void memo_close(struct memo *memo)
{
	if (!memo->store)
		return;
	chronicle_save(&memo->chronicle);
	chronicle_close(&memo->chronicle);
	store_close(memo->store);
	memo->store = NULL;
	for (size_t i = 0; i < sizeof memo->arena / sizeof *memo->arena; i++)
		arena_release(&memo->arena[i]);
}

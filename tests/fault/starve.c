/* SPDX-License-Identifier: MIT */
/*
 * starve: moot whose Nth request for memory is refused, N = MOOT_STARVE: linked with it, malloc and
 * its kin of moot and of the libraries linked into it come here first.  A line on descriptor 9
 * tells that it was refused.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *data, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *data, size_t size);
char *__wrap_strdup(const char *text);

static bool refuses(void)
{
	static long number, wanted = -1;

	if (wanted < 0) {
		const char *text = getenv("MOOT_STARVE");
		wanted = text ? atol(text) : 0;
	}
	if (__atomic_add_fetch(&number, 1, __ATOMIC_RELAXED) != wanted)
		return false;
	(void)!write(9, "refused\n", 8);
	return true;
}

void *__wrap_malloc(size_t size)
{
	return refuses() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return refuses() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *data, size_t size)
{
	return refuses() ? NULL : __real_realloc(data, size);
}

char *__wrap_strdup(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = refuses() ? NULL : __real_malloc(size);

	return copy ? memcpy(copy, text, size) : NULL;
}

/* SPDX-License-Identifier: MIT */
/*
 * credit: whom a sentence thanks.
 *
 * A thanks-word and a name in one sentence are thanks, unless the sentence itself says otherwise:
 * false credit is worse than a miss.
 *
 * Names behind the word come first: the first of them and those joined to it by "and", commas and
 * the like ("thanks to @a, @b and @c for ..."; "thanks @a for x and @b for y").  "Thanks for
 * helping @a", "thanks all, @a will ...", "thanks to everyone but @a", "thanks to those who helped
 * @a", "thanks to a bug in @a's code" thank somebody else; "thanks for the help, @a" is an address.
 * Behind "thanks:" every name of a list counts.
 *
 * "Thanks from @a to @b" and "thanks, said @a" do not thank who speaks.  "Credit for ... goes to
 * @a" is told by its end.
 *
 * Only when there is none behind, those nearest before count ("@a did it (thanks!)", "@a and @b
 * helped me, thanks"), but not a speaker ("@a: thanks to everyone"), nor a request ("@a please
 * look, thanks").
 */
#ifndef FORMATS_CREDIT_H
#define FORMATS_CREDIT_H

#include "formats/thanks.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct credit_name {
	uint32_t start; /* of the '@', in the text */
	uint32_t end;   /* behind the last letter of the name */
	bool thanked;
};

/* Sets thanked of those the text thanks; the text is folded, the names are in its order.  Returns
 * whether there is a thanks-word in it. */
bool credit_sentence(const struct thanks *thanks, const char *text, size_t len,
        struct credit_name *name, size_t count);

/* The same for an item of a list of thanks, where the word is the heading: "@a and @b for ...", or
 * what somebody says: "@a: @b for ...". */
void credit_listed(const char *text, size_t len, struct credit_name *name, size_t count);

/* The same for other text below such a heading, which must begin so: "@a and @b for ...". */
void credit_told(const char *text, size_t len, struct credit_name *name, size_t count);

/* Whether the text is nothing but thanks ("Thanks a lot!"), which then belong to a name near by. */
bool credit_is_bare(const struct thanks *thanks, const char *text, size_t len);

/* The names that the text begins with ("@a and @b have ..."), unless they are speaking ("@a: ..."):
 * how many. */
size_t credit_leading(const char *text, size_t len, const struct credit_name *name, size_t count);

/*
 * Whether a name says who is speaking, as in minutes: "@a: is it done?", "Q (@a): is it done?",
 * "question from @a: ...", "[@a] ...", or whose topic it is: "retries (@a) - ...".  A name and a
 * colon alone may also be an address: "@a: can you look?" is one.  The text is folded.
 */
bool credit_speaks(const char *text, size_t len, const struct credit_name *name);

#endif

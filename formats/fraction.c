/* SPDX-License-Identifier: MIT */
#include "formats/fraction.h"

#include "formats/text.h"

#include <inttypes.h>

static const char *skip_blanks(const char *at)
{
	while (text_blank(*at))
		at++;
	return at;
}

/* Decimal digits; NULL where there are none or the number does not fit. */
static const char *read_number(const char *at, uint32_t *number)
{
	uint64_t value = 0;

	if (*at < '0' || *at > '9')
		return NULL;
	for (; *at >= '0' && *at <= '9'; at++) {
		value = value * 10 + (uint64_t)(*at - '0');
		if (value > UINT32_MAX)
			return NULL;
	}
	*number = (uint32_t)value;
	return at;
}

static bool read_fraction(struct fraction *fraction, const char *at)
{
	at = skip_blanks(at);
	if (*at == '>') {
		fraction->strict = at[1] != '=';
		at = skip_blanks(at + (fraction->strict ? 1 : 2));
	}
	at = read_number(at, &fraction->numerator);
	if (!at)
		return false;
	at = skip_blanks(at);
	if (*at == '/') {
		at = read_number(skip_blanks(at + 1), &fraction->denominator);
		if (!at)
			return false;
		at = skip_blanks(at);
	}
	return !*at && fraction->denominator > 0;
}

int fraction_parse(struct fraction *fraction, const char *text, struct error *err)
{
	struct fraction read = {0, 1, false};

	*fraction = read;
	if (!read_fraction(&read, text)) {
		error_set(err, ERROR_USAGE, "'%s' is no fraction", text);
		return error_hint(err, "write it as '1/2', '>= 2/3' or '> 1/2'");
	}
	if (read.numerator > read.denominator)
		return error_set(err, ERROR_USAGE, "'%s' is more than the whole", text);
	if (read.strict && read.numerator == read.denominator)
		return error_set(err, ERROR_USAGE, "'%s' can never be met", text);
	*fraction = read;
	return 0;
}

/* a * b in two halves: high * 2^32 + low, low < 2^32. */
struct product {
	uint64_t high, low;
};

static struct product multiply(uint64_t a, uint32_t b)
{
	uint64_t low = (a & UINT32_MAX) * b;

	return (struct product){(a >> 32) * b + (low >> 32), low & UINT32_MAX};
}

bool fraction_met(struct fraction fraction, uint64_t part, uint64_t whole)
{
	if (!whole)
		return false;
	struct product left = multiply(part, fraction.denominator);
	struct product right = multiply(whole, fraction.numerator);
	if (left.high != right.high)
		return left.high > right.high;
	return fraction.strict ? left.low > right.low : left.low >= right.low;
}

uint64_t fraction_needed(struct fraction fraction, uint64_t whole)
{
	uint64_t low = 0, high = whole;

	if (!fraction_met(fraction, whole, whole))
		return whole < UINT64_MAX ? whole + 1 : whole;
	while (low < high) {
		uint64_t middle = low + (high - low) / 2;
		if (fraction_met(fraction, middle, whole))
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

const char *fraction_print(struct arena *arena, struct fraction fraction)
{
	return arena_print(arena, "%s%" PRIu32 "/%" PRIu32, fraction.strict ? "> " : "",
	        fraction.numerator, fraction.denominator);
}

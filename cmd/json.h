/* SPDX-License-Identifier: MIT */
/*
 * json: one JSON object being made and written as a line; the only file that knows jansson.
 * Broken UTF-8 is replaced by U+FFFD, as JSON cannot carry it.
 */
#ifndef CMD_JSON_H
#define CMD_JSON_H

#include "formats/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json;

struct json *json_open(
        void); /* an object; of records the first field is "v":1, set by the caller */

/* Into the innermost open object (name) or array (name NULL). */
void json_text(struct json *json, const char *name, const char *value, size_t len);
void json_no_value(struct json *json, const char *name);
void json_number(struct json *json, const char *name, int64_t value);
void json_flag(struct json *json, const char *name, bool value);
void json_open_object(struct json *json, const char *name);
void json_open_array(struct json *json, const char *name);
void json_close(struct json *json); /* the innermost object or array */

/* Adds the object without spaces or newline to *to, and frees it. */
void json_finish(struct json *json, struct buf *to);

#endif

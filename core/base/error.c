#include "core/base/error.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/buf.h"
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/base/number.h"

enum { UNIT_SEPARATOR = 0x1f };

/* Copies what fits, never half a character; a control would pass for a separator. */
static void copy_clipped(char *to, size_t room, struct text from)
{
	size_t len = from.len < room ? from.len : room - 1;

	while (len < from.len && len && ((unsigned char)from.at[len] & 0xc0) == 0x80)
		len--;
	for (size_t i = 0; i < len; i++)
		to[i] = (unsigned char)from.at[i] < ' ' ? ' ' : from.at[i];
	to[len] = '\0';
}

static void set_term(char *to, struct text words, struct text other)
{
	char *end;

	copy_clipped(to, MESSAGE_ARG_ROOM / 2, words);
	end = to + strlen(to);
	*end++ = UNIT_SEPARATOR;
	copy_clipped(end, (size_t)(to + MESSAGE_ARG_ROOM - end), other);
}

void message_vset(struct message *message, const char *id, const char *kinds, va_list args)
{
	*message = (struct message){0};
	copy_clipped(message->id, sizeof(message->id), text_of(id));
	for (size_t i = 0; i < MESSAGE_ARGS && kinds && kinds[i]; i++) {
		char *to = message->args[i].text;
		const char *word;
		struct text slice;

		message->args[i].kind = kinds[i];
		switch (kinds[i]) {
		case MESSAGE_NUMBER:
		case MESSAGE_DATE:
			snprintf(to, MESSAGE_ARG_ROOM, "%" PRId64, va_arg(args, int64_t));
			break;
		case MESSAGE_TERM:
			word = va_arg(args, const char *);
			set_term(to, text_of(word), text_of(va_arg(args, const char *)));
			break;
		case MESSAGE_TERM_SLICES:
			message->args[i].kind = MESSAGE_TERM;
			slice = va_arg(args, struct text);
			set_term(to, slice, va_arg(args, struct text));
			break;
		case MESSAGE_SLICE:
			copy_clipped(to, MESSAGE_ARG_ROOM, va_arg(args, struct text));
			break;
		default:
			copy_clipped(to, MESSAGE_ARG_ROOM, text_of(va_arg(args, const char *)));
			break;
		}
	}
}

void message_set(struct message *message, const char *id, const char *kinds, ...)
{
	va_list args;

	va_start(args, kinds);
	message_vset(message, id, kinds, args);
	va_end(args);
}

bool fail(struct error *err, enum error_kind kind, const char *id, const char *kinds, ...)
{
	va_list args;

	if (!err || err->kind)
		return false;
	err->kind = kind;
	va_start(args, kinds);
	message_vset(&err->message, id, kinds, args);
	va_end(args);
	return false;
}

bool fail_at(struct error *err, uint16_t tag, uint64_t row)
{
	if (err && !err->tag) {
		err->tag = tag;
		err->row = row;
	}
	return false;
}

bool fail_errno(struct error *err, const char *what)
{
	bool full = errno == ENOSPC || errno == EDQUOT;

	return fail(err, full ? ERROR_FULL : ERROR_SYSTEM, "{1}: {2}", "sw", what, strerror(errno));
}

static const char *translated(const char *id, message_lookup *lookup)
{
	return lookup ? lookup(id) : id;
}

static void show_term(struct text term, enum language language, struct buf *out)
{
	struct text name = NO_TEXT;

	text_split(&term, UNIT_SEPARATOR, &name);
	if (language == LANGUAGE_ZH && term.len) {
		buf_text(out, term);
		return;
	}
	for (size_t i = 0; i < name.len; i++)
		buf_byte(out, name.at[i] == '_' ? ' ' : (uint8_t)name.at[i]);
}

static void show_arg(const struct message *message, size_t i, enum language language, message_lookup *lookup,
	struct buf *out)
{
	const char *text = message->args[i].text;
	int64_t date;

	switch (message->args[i].kind) {
	case MESSAGE_TERM:
		show_term(text_of(text), language, out);
		break;
	case MESSAGE_DATE:
		if (number_parse(text_of(text), &date))
			date_format(date, out);
		break;
	case MESSAGE_WORD:
		buf_text(out, text_of(translated(text, lookup)));
		break;
	default:
		buf_text(out, text_of(text));
		break;
	}
}

/* Which argument stands at the start of the text, or -1. */
static int place_at(const char *at)
{
	int place = at[0] == '{' ? at[1] - '1' : -1;

	return place >= 0 && place < MESSAGE_ARGS && at[2] == '}' ? place : -1;
}

void message_show(
	const struct message *message, enum language language, message_lookup *lookup, struct buf *out)
{
	for (const char *at = translated(message->id, lookup); *at;) {
		int place = place_at(at);

		if (place < 0) {
			buf_byte(out, (uint8_t)*at++);
			continue;
		}
		show_arg(message, (size_t)place, language, lookup, out);
		at += strlen("{1}");
	}
}

struct problem *problem_add(struct problems *list, bool warning, uint16_t tag, uint64_t row, const char *id,
	const char *kinds, ...)
{
	struct problem *problem;
	va_list args;

	list->items = mem_grow(list->items, list->count, &list->room, sizeof(*list->items));
	problem = &list->items[list->count++];
	*problem = (struct problem){.warning = warning, .tag = tag, .row = row};
	va_start(args, kinds);
	message_vset(&problem->message, id, kinds, args);
	va_end(args);
	list->errors += !warning;
	return problem;
}

void problems_release(struct problems *list)
{
	free(list->items);
	*list = (struct problems)PROBLEMS_INIT;
}

/* What went wrong, or is worth saying: a message id and typed arguments, never a translated sentence.
 * The id is the English text with {1}..{5} for the arguments; tui shows it in the reader's language. */
#ifndef CORE_BASE_ERROR_H
#define CORE_BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/base/text.h"

enum { MESSAGE_ARGS = 5, MESSAGE_ID_ROOM = 200, MESSAGE_ARG_ROOM = 120 };

/* Marks a message id in a table or behind a condition, so that the catalogue is asked for it. */
#define N_(id) id

/* How an argument is passed and shown. */
enum message_kind {
	MESSAGE_NUMBER = 'n', /* int64_t */
	MESSAGE_TEXT = 's',   /* const char *: people's own words, shown as they are */
	MESSAGE_SLICE = 'S',  /* struct text: the same */
	MESSAGE_TERM =
		't', /* const char *name, const char *label: a thing with an English and a Chinese name */
	MESSAGE_TERM_SLICES = 'T', /* the same as two struct text; kept and sent as MESSAGE_TERM */
	MESSAGE_DATE = 'd',        /* int64_t days, see date.h */
	MESSAGE_WORD = 'w',        /* const char *: an English message id, translated by itself */
};

struct message {
	char id[MESSAGE_ID_ROOM];
	struct {
		char kind;                   /* 0: not given */
		char text[MESSAGE_ARG_ROOM]; /* numbers and dates in decimal; a term as name, U+001F, label */
	} args[MESSAGE_ARGS];
};

/* Kinds of failure a caller may act on. */
enum error_kind {
	ERROR_NONE,
	ERROR_INPUT,    /* the value or file given is wrong: mend it and try again */
	ERROR_CONFLICT, /* somebody else changed the same field meanwhile */
	ERROR_DENIED,   /* the person may not do this */
	ERROR_MISSING,  /* no such record, source, operation */
	ERROR_STATE,    /* not in this state of the record */
	ERROR_FULL,     /* disk, quota or map is full; nothing was written */
	ERROR_BROKEN,   /* stored or received bytes are damaged */
	ERROR_SYSTEM,   /* the operating system refused */
};

struct error {
	enum error_kind kind; /* ERROR_NONE: nothing failed */
	uint16_t tag;         /* the field it is about, or 0 */
	uint64_t row;         /* the row of a list field, or 0 */
	struct message message;
};

#define ERROR_INIT \
	{ \
		0 \
	}

/* Records the failure unless one is recorded already (the first wins) and returns false. `kinds` has one
 * letter of enum message_kind for each argument: fail(err, ERROR_INPUT, "{1} must be filled in", "t",
 * field->name, field->label). `err` may be NULL. */
bool fail(struct error *err, enum error_kind kind, const char *id, const char *kinds, ...);
/* Says which field the recorded failure is about, unless that is known already; returns false. */
bool fail_at(struct error *err, uint16_t tag, uint64_t row);
/* "{1}: {2}" of what was tried and strerror(errno). */
bool fail_errno(struct error *err, const char *what);

void message_set(struct message *message, const char *id, const char *kinds, ...);
void message_vset(struct message *message, const char *id, const char *kinds, va_list args);

/* Which of the two languages; index into tables of words. */
enum language { LANGUAGE_ZH, LANGUAGE_EN };
/* The catalogue: returns the translation of an id, or the id. */
typedef const char *message_lookup(const char *id);
struct buf;
/* The message in words. `lookup` may be NULL for the English text. */
void message_show(
	const struct message *message, enum language language, message_lookup *lookup, struct buf *out);

/* A message as text for the wire, a computed row or a record (id and arguments, U+001E between), and back. */
void message_encode(const struct message *message, struct buf *out);
bool message_decode(struct text text, struct message *message);

/* Several messages, for a form, a file or a record that has more than one fault. */
struct problem {
	bool warning; /* may be saved all the same */
	uint16_t tag;
	uint64_t row;
	struct message message;
};
struct problems {
	struct problem *items;
	size_t count, room;
	size_t errors; /* how many are not warnings */
};
#define PROBLEMS_INIT \
	{ \
		0 \
	}
struct problem *problem_add(struct problems *list, bool warning, uint16_t tag, uint64_t row, const char *id,
	const char *kinds, ...);
void problems_release(struct problems *list);

#endif

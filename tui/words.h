/* The reader's language: everything shown goes through here. Ids are the English texts; zh_CN.po has the
 * Chinese. */
#ifndef TUI_WORDS_H
#define TUI_WORDS_H

#include "core/base/error.h"
#include "core/schema/schema.h"

/* `asked`: "zh", "en" or NULL: LC_ALL, LC_MESSAGES, LANG if they name one of the two, else Chinese. Needs
 * no locale of that name on the machine. Call after setlocale(). */
void words_open(const char *asked);
enum language words_language(void);

const char *tr(const char *id);
struct text tr_text(const char *id);
/* A message with its arguments in words. */
void tr_message(const struct message *message, struct buf *out);
/* The same, made on the spot: tr_format(out, "{1} people", "n", count). */
void tr_format(struct buf *out, const char *id, const char *kinds, ...);
/* An encoded message or sentence, as computed rows carry them; plain text is given back as it is. */
void tr_encoded(struct text encoded, struct buf *out);

/* A problem of a record (PROBLEM_MESSAGE), and by itself the rule that its message ends with in brackets:
 * where there is none, `rule` stays as it is. */
void tr_problem(struct text encoded, struct buf *what, struct buf *rule);

/* A date as people say it: 9月24日, 24 Sep; with the year when it is not `year` (0: always with the year). */
void tr_date(int64_t date, int year, struct buf *out);
/* 周四, Thursday. */
const char *tr_weekday(int64_t date);
/* How far: 逾期4天, 还剩6天, 今天. */
void tr_days_left(int64_t date, int64_t today, struct buf *out);

#endif

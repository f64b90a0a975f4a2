/* Meetings as rows of a page, as card and meetings panel list them. */
#ifndef TUI_PANELS_MEETING_ROWS_H
#define TUI_PANELS_MEETING_ROWS_H

#include "tui/panels/rows.h"

/* In the order asked for. */
enum meeting_cell {
	MEETING_AT_DATE,
	MEETING_AT_NUMBER,
	MEETING_AT_KINDS,
	MEETING_AT_TOPIC,
	MEETING_AT_STATE,
	MEETING_AT_ATTENDANCE,
	MEETING_AT_SITTINGS,
	MEETING_AT_AGENDA,
};

/* Asks for all of a group between two days, the newest first: its own, and those of its branch. Only the
 * fields of the query are set; `where` holds the filter's text. */
void meeting_rows_of(
	struct rows *rows, struct buf *where, uint64_t group, unsigned kind, int64_t from, int64_t to);
void meeting_rows_of_month(
	struct rows *rows, struct buf *where, uint64_t group, unsigned kind, int year, int month);
/* The screen that shows a meeting: while it is planned or open the meeting itself, later its record. */
void meeting_row_open(struct screen *screen, const struct view *row);
/* Who was there and who was due of a group (0: all), from the attendance in the row. */
void meeting_row_counts(const struct view *row, uint64_t group, unsigned *present, unsigned *due);
/* Which of the year it is for that group, also of a joint sitting; 0: it has no number. */
int64_t meeting_row_number(const struct view *row, uint64_t group);
/* Minutes of study, by the times of the items that are study. */
int64_t meeting_row_studied(const struct view *row);
/* Kinds in words, as "党小组会 主题党日". */
void meeting_kinds_show(int64_t mask, struct buf *out);

#endif

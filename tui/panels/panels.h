/* The screens of this folder; rows of tui/views.c name them. Each has its own file. */
#ifndef TUI_PANELS_PANELS_H
#define TUI_PANELS_PANELS_H

#include "tui/screen.h"

/* 今日, 党小组, one group's card (target.id: the group), 会议, one meeting to read (target.id: the meeting).
 */
extern const struct screen_kind today_kind, groups_kind, card_kind, meetings_kind, record_kind;

#endif

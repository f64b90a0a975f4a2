/* Commands, screens, next steps and records, found by 汉字, pinyin or initials in one line; what cannot be
 * done now is listed with the reason. */
#ifndef TUI_PALETTE_H
#define TUI_PALETTE_H

#include "tui/screen.h"

extern const struct screen_kind palette_kind;

#endif

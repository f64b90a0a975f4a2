/* Driving the screen without a terminal: --keys FILE. One step a line:
 *     key F6            a key by its name, several with blanks between
 *     text 刘桂         as an input method commits it
 *     paste FILE        the content of a file, as the terminal pastes it
 *     dump NAME         the screen as text into the dump file, under that name
 *     expect TEXT       fails unless the screen holds it
 *     clock MINUTES     moves the screen's clock, which stands still otherwise
 *     wait MILLISECONDS lets time pass (drafts)
 *     size 100x30       another size of the window
 *     run ARGUMENTS     another touyan works on the store meanwhile, blanks between, a comma within one
 * Blank lines and lines that begin with # are skipped. After every step the script goes on when every answer
 * has come: it never sleeps. */
#ifndef TUI_SCRIPT_H
#define TUI_SCRIPT_H

#include "core/base/error.h"

struct app;
struct options;
bool script_open(struct app *app, const struct options *options, struct error *err);
bool script_run(struct app *app, const struct options *options, struct error *err);

#endif

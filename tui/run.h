/* The screen: opens terminal and session, runs the loop until the person leaves. Returns the exit status. */
#ifndef TUI_RUN_H
#define TUI_RUN_H

struct options;
int run_screen(const struct options *options);

#endif

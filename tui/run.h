/* The screen: opens terminal and session, runs the loop until the person leaves. Returns the exit status. */
#ifndef TUI_RUN_H
#define TUI_RUN_H

struct app;
struct options;
int run_screen(const struct options *options);
/* Tells the screens now what others changed, which waits while somebody types. */
void run_tell_news(struct app *app);

#endif

/* Frames as a terminal shows them: what draw.c sends goes to libvterm. */
#ifndef TESTS_HARNESS_FRAMES_H
#define TESTS_HARNESS_FRAMES_H

#include <vterm.h>
#include "core/base/buf.h"

extern struct buf frames_bytes; /* of the last frame */
extern VTerm *frames_vterm;

/* draw_open() on a terminal of that name. */
void frames_open(const char *term, int rows, int columns);
void frames_close(void);
/* Sends the frame: the terminal shows what was drawn, its cursor is where ours is, or the test fails. Returns
 * how many bytes it took. */
size_t frames_flush(void);

#endif

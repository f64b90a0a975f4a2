/* What a power cut can leave of a store: the writes of a row of changes are recorded, and for every moment
 * between two of them files are made that a disk could then hold: all writes so far, or any part of those not
 * synced yet, in sectors. Each must open, hold every change that was answered, be sound and take a change. */
#ifndef TESTS_HARNESS_CRASH_IMAGES_H
#define TESTS_HARNESS_CRASH_IMAGES_H

#include <stdbool.h>

struct crash_images {
	int subsets; /* of what is not synced, tried for each moment; drawn by random() */
	int every;   /* only each so-manieth moment, from a drawn one on */
	/* What was done. */
	unsigned long moments, images, changes;
};

/* The program begins again as the one that writes: to be called first in main(); true: that was it. */
bool crash_recording(int argc, char **argv);
/* Fails the test at the first image that is not as it must be. */
void crash_images_run(struct crash_images *run);

#endif

/* What record_writes.c writes and crash_images.c reads. */
#ifndef TESTS_FAULTS_RECORDED_H
#define TESTS_FAULTS_RECORDED_H

#include <stdint.h>

enum recorded_kind {
	RECORDED_WRITE = 1, /* may be lost until the next sync */
	RECORDED_DURABLE,   /* itself synced */
	RECORDED_SYNC,
	RECORDED_ACK, /* the program knows: a number in decimal */
};
struct recorded {
	uint32_t kind, len;
	int64_t at;
};

#endif

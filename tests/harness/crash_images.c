#include "tests/harness/crash_images.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/base/memory.h"
#include "tests/faults/recorded.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

enum { CHANGES = 30, SECTOR = 512, ROOM = FIXTURE_PATH + 32 };

#define RECORDING "record"

/* --- who writes --- */

static void set_note(struct store *store, uint64_t person, unsigned nth)
{
	char note[160];
	struct record_slot values[] = {{PERSON_NOTE, value_text(TEXT(""))}};
	struct change_result result;

	snprintf(note, sizeof(note), "%0*u", (int)(20 + nth * 37 % 120), nth);
	values[0].value = value_text(text_of(note));
	result = fixture_set(store, ENTITY_PERSON, &person, values, 1);
	change_result_release(&result);
}

/* Two records and a row beside now and then, so that pages come and go. */
bool crash_recording(int argc, char **argv)
{
	struct store *store;
	char name[ROOM + 16];
	int ack;

	if (argc != 3 || strcmp(argv[1], RECORDING) != 0)
		return false;
	snprintf(name, sizeof(name), "%s/data.mdb.ack", argv[2]);
	ack = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	store = fixture_open(argv[2]);
	for (unsigned i = 1; i <= CHANGES; i++) {
		char code[16];

		set_note(store, 1, i);
		snprintf(code, sizeof(code), "%u", i);
		if (write(ack, code, strlen(code)) < 0)
			_exit(9);
		snprintf(code, sizeof(code), "N%u", i);
		fixture_person(store, code, "某某");
	}
	store_close(store);
	return true;
}

/* --- the recording --- */

struct event {
	struct recorded head;
	const uint8_t *bytes;
};

static char folder[FIXTURE_PATH], store_path[ROOM], image_path[ROOM];
static struct buf base, recording, image;
static struct event *events;
static size_t event_count, event_room;

static void read_file(const char *path, struct buf *into)
{
	FILE *file = fopen(path, "r");
	char room[4096];
	size_t len;

	assert_non_null(file);
	buf_clear(into);
	while ((len = fread(room, 1, sizeof(room), file)))
		buf_put(into, room, len);
	fclose(file);
}

static void start(const char *data, const char *recorded)
{
	setenv("LD_PRELOAD", BUILD_DIR "/faults/record_writes.so", 1);
	setenv("RECORD_FILE", data, 1);
	setenv("RECORD_LOG", recorded, 1);
	execl("/proc/self/exe", "crash", RECORDING, store_path, (char *)NULL);
	_exit(9);
}

static void record_all(void)
{
	char data[ROOM + 16], recorded[ROOM];
	struct store *store;
	int status;
	pid_t pid;

	fixture_path(folder);
	snprintf(store_path, sizeof(store_path), "%s/store", folder);
	snprintf(image_path, sizeof(image_path), "%s/image", folder);
	snprintf(recorded, sizeof(recorded), "%s/log", folder);
	snprintf(data, sizeof(data), "%s/data.mdb", store_path);
	store = fixture_open(store_path);
	assert_int_equal(fixture_person(store, "D1", "某某"), 1);
	store_close(store);
	read_file(data, &base);
	fflush(NULL);
	pid = fork();
	if (!pid)
		start(data, recorded);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	read_file(recorded, &recording);
}

static void find_events(void)
{
	event_count = 0;
	for (size_t at = 0; at < recording.len;) {
		struct event *event;

		events = mem_grow(events, event_count, &event_room, sizeof(*events));
		event = &events[event_count++];
		memcpy(&event->head, recording.data + at, sizeof(event->head));
		at += sizeof(event->head);
		event->bytes = recording.data + at;
		at += event->head.len;
	}
}

/* --- images --- */

static void put_at(const struct event *event, size_t from, size_t len)
{
	size_t end = (size_t)event->head.at + from + len;

	while (image.len < end)
		buf_byte(&image, 0);
	memcpy(image.data + event->head.at + from, event->bytes + from, len);
}

/* Sectors of the file are whole or not there. */
static void put_some(const struct event *event)
{
	size_t len = event->head.len;

	for (size_t from = 0; from < len;) {
		size_t part = SECTOR - ((size_t)event->head.at + from) % SECTOR;

		part = part < len - from ? part : len - from;
		if (random() % 2)
			put_at(event, from, part);
		from += part;
	}
}

static size_t last_sync(size_t moment)
{
	size_t synced = moment;

	while (synced && events[synced - 1].head.kind != RECORDED_SYNC)
		synced--;
	return synced;
}

/* As the disk may be after `moment` events. */
static void make_image(size_t moment, bool whole)
{
	size_t synced = last_sync(moment);

	buf_clear(&image);
	buf_put(&image, base.data, base.len);
	for (size_t i = 0; i < moment; i++) {
		const struct event *event = &events[i];

		if (event->head.kind > RECORDED_DURABLE)
			continue;
		if (whole || i < synced || event->head.kind == RECORDED_DURABLE)
			put_at(event, 0, event->head.len);
		else
			put_some(event);
	}
}

static unsigned answered(size_t moment)
{
	char number[16];

	while (moment-- > 0)
		if (events[moment].head.kind == RECORDED_ACK) {
			snprintf(number, sizeof(number), "%.*s", (int)events[moment].head.len,
				(const char *)events[moment].bytes);
			return (unsigned)strtoul(number, NULL, 10);
		}
	return 0;
}

static unsigned note_in(struct store *store)
{
	struct view view = {.entity = &person_entity};
	struct buf body = BUF_INIT;
	char number[160];
	struct text note;

	fixture_body(store, ENTITY_PERSON, 1, false, &body);
	view.body = buf_as_text(&body);
	note = view_text(&view, PERSON_NOTE);
	snprintf(number, sizeof(number), "%.*s", (int)note.len, note.at);
	buf_release(&body);
	return (unsigned)strtoul(number, NULL, 10);
}

static void look(size_t moment)
{
	char data[ROOM + 16];
	struct store *store;
	unsigned there, least = answered(moment);
	FILE *file;

	fixture_remove(image_path);
	assert_int_equal(mkdir(image_path, 0700), 0);
	snprintf(data, sizeof(data), "%s/data.mdb", image_path);
	file = fopen(data, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(image.data, 1, image.len, file), image.len);
	fclose(file);
	store = fixture_open(image_path);
	there = note_in(store);
	if (there < least || there > least + 1)
		fail_msg("after %zu events: %u answered, %u there", moment, least, there);
	if (fixture_faults(store))
		fail_msg("after %zu events: verify finds faults", moment);
	set_note(store, 1, 999);
	store_close(store);
}

void crash_images_run(struct crash_images *run)
{
	record_all();
	find_events();
	run->changes = answered(event_count);
	assert_int_equal(run->changes, CHANGES);
	for (size_t moment = (size_t)(random() % run->every); moment <= event_count;
		moment += (size_t)run->every) {
		for (int i = 0; i <= run->subsets; i++, run->images++) {
			make_image(moment, i == 0);
			look(moment);
			/* Nothing to choose from. */
			if (last_sync(moment) == moment)
				i = run->subsets;
		}
		run->moments++;
	}
	buf_release(&base);
	buf_release(&recording);
	buf_release(&image);
	base = recording = image = (struct buf)BUF_INIT;
	free(events);
	events = NULL;
	event_room = 0;
	fixture_remove(folder);
}

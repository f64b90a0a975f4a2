/* Is the store in a state to be relied upon? What is wrong comes with what to do. */
#include <errno.h>
#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include "core/service/cmd.h"

enum { MEGABYTE = 1 << 20, FREE_LEAST = 1024 /* megabytes */ };

struct finding {
	bool good;
	struct buf words;
};
typedef void look(const char *path, struct finding *finding);

static void look_at_owner(const char *path, struct finding *finding)
{
	struct stat status;
	const struct passwd *user;

	if (stat(path, &status)) {
		buf_printf(&finding->words, "%s", strerror(errno));
		return;
	}
	user = getpwuid(status.st_uid);
	finding->good = status.st_uid == geteuid() && !(status.st_mode & 077);
	buf_printf(&finding->words, "%s, mode %03o%s", user ? user->pw_name : "unknown",
		status.st_mode & 0777, status.st_mode & 077 ? ": run chmod 700 on it" : "");
	if (status.st_uid != geteuid())
		buf_printf(&finding->words, ": run touyand as that user");
}

static void look_at_files(const char *path, struct finding *finding)
{
	static const char *const files[] = {"data.mdb", "lock.mdb"};
	struct stat status;

	finding->good = true;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct buf name = BUF_INIT;

		buf_printf(&name, "%s/%s", path, files[i]);
		if (stat(buf_cstr(&name), &status)) {
			finding->good = false;
			buf_printf(&finding->words, "%s%s: %s", i ? ", " : "", files[i], strerror(errno));
		} else {
			finding->good &= !(status.st_mode & 077) && status.st_uid == geteuid();
			buf_printf(&finding->words, "%s%s mode %03o", i ? ", " : "", files[i],
				status.st_mode & 0777);
		}
		buf_release(&name);
	}
}

static void look_at_disk(const char *path, struct finding *finding)
{
	struct statvfs disk;
	uint64_t left;

	if (statvfs(path, &disk)) {
		buf_printf(&finding->words, "%s", strerror(errno));
		return;
	}
	left = (uint64_t)disk.f_bavail * disk.f_frsize / MEGABYTE;
	finding->good = left >= FREE_LEAST;
	buf_printf(&finding->words, "%" PRIu64 " MB free%s", left,
		finding->good ? "" : ": less than 1024, make room");
}

static void look_inside(const char *path, struct finding *finding)
{
	struct error err = ERROR_INIT;
	struct store *store = NULL;
	struct kv_stats stats;

	if (!cmd_open(&store, path, true, &err)) {
		message_show(&err.message, LANGUAGE_EN, NULL, &finding->words);
		return;
	}
	finding->good = kv_stats(store_kv(store), &stats, &err);
	if (finding->good) {
		finding->good = stats.used < stats.room / 10 * 9;
		buf_printf(&finding->words, "%" PRIu64 " of %" PRIu64 " MB used%s", stats.used / MEGABYTE,
			stats.room / MEGABYTE, finding->good ? "" : ": nearly full");
	} else {
		message_show(&err.message, LANGUAGE_EN, NULL, &finding->words);
	}
	store_close(store);
}

int cmd_doctor(const struct options *options, char **arguments)
{
	static const struct {
		const char *name;
		look *look;
	} looks[] = {
		{"owner", look_at_owner},
		{"files", look_at_files},
		{"disk", look_at_disk},
		{"store", look_inside},
	};
	int status = DONE;
	struct stat there;

	(void)options;
	/* Of what is not there there is nothing to find. */
	errno = 0;
	if (!stat(arguments[0], &there) && !S_ISDIR(there.st_mode))
		errno = ENOTDIR;
	if (errno) {
		fprintf(stderr, "touyand: %s: %s\n", arguments[0], strerror(errno));
		return COULD_NOT;
	}
	for (size_t i = 0; i < sizeof(looks) / sizeof(*looks); i++) {
		struct finding finding = {false, BUF_INIT};

		looks[i].look(arguments[0], &finding);
		printf("%-4s %s: %s\n", finding.good ? "ok" : "BAD", looks[i].name, buf_cstr(&finding.words));
		if (!finding.good)
			status = REFUSED;
		buf_release(&finding.words);
	}
	printf("     touyand 0.1.0\n");
	return status;
}

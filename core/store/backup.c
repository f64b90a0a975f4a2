/* A copy made while others go on working; it counts only when it opens and everything in it agrees. */
#include "core/store/store_internal.h"

bool store_backup(struct store *store, const char *path, struct error *err)
{
	struct store_config config = {.path = path, .schema = store->schema, .read_only = true};
	struct error local = ERROR_INIT;
	struct problems faults = PROBLEMS_INIT;
	struct store *copy = NULL;
	bool ok;

	err = err ? err : &local;
	if (!kv_copy(store->kv, path, err) || !store_open(&copy, &config, err))
		return false;
	ok = store_verify(copy, &faults, NULL, NULL, err);
	if (ok && faults.count) {
		fail(err, ERROR_BROKEN, "The copy has {1} faults", "n", (int64_t)faults.count);
		ok = false;
	}
	store_close(copy);
	problems_release(&faults);
	return ok;
}

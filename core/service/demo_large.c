/* Large courts for measurements: nothing but numbers of groups, people and archived meetings. */
#include "core/base/date.h"
#include "core/service/demo_internal.h"

bool demo_large(struct store *store, const struct demo *demo, struct error *err)
{
	(void)store;
	(void)demo;
	return fail(err, ERROR_INPUT, "not yet", "");
}

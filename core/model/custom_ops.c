/* Taking a field away that the court declared: its values stay in the records, and are there again when the
 * removal is undone. */
#include "core/model/ops.h"

bool remove_field_foresee(
	struct world *world, const struct view *record, struct message *follows, struct error *err)
{
	int64_t count = custom_values(world, record);

	(void)err;
	if (count)
		message_set(follows, "{1} records keep what is written in it, unseen", "n", count);
	return true;
}

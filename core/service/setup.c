#include "core/service/setup.h"

#include <unistd.h>
#include "core/base/date.h"
#include "core/model/entities.h"
#include "core/service/config.h"

/* What a new court starts with, besides itself. */
static const char *const files[] = {"systems.yaml", "kinds.yaml", "fields.yaml", "calendar.yaml"};
enum { FILES = sizeof(files) / sizeof(*files) };

struct setting_up {
	const struct court_setup *setup;
	struct config configs[FILES];
};

static bool write_court(struct writer *writer, const struct court_setup *setup, struct error *err)
{
	struct record_slot values[] = {
		{COURT_NAME, value_text(setup->name)},
		{COURT_START, value_number(setup->start ? setup->start : writer->world.today)},
		{COURT_CLOCK, value_number(setup->clock)},
	};
	uint64_t id = 0;

	return writer_set(writer, ENTITY_COURT, &id, values, setup->clock ? 3 : 2, err);
}

static bool set_up(struct writer *writer, void *arg, struct error *err)
{
	struct setting_up *work = arg;
	bool good = write_court(writer, work->setup, err);

	for (size_t i = 0; good && i < FILES; i++)
		good = config_write(writer, &work->configs[i], err);
	return good;
}

static bool read_file(struct config *config, const struct schema *schema, const char *name, struct error *err)
{
	struct faults faults = {.count = 0};
	struct buf bytes = BUF_INIT;
	bool good = config_file(name, &bytes, err);

	if (good && !config_read(config, schema, buf_as_text(&bytes), &faults))
		good = config_fail(name, &faults, err);
	buf_release(&bytes);
	return good;
}

bool court_setup(struct store *store, const struct court_setup *setup, struct error *err)
{
	struct change_head head = {.uid = getuid(), .action = "init"};
	struct setting_up work = {.setup = setup};
	bool good = true;

	for (size_t i = 0; good && i < FILES; i++)
		good = read_file(&work.configs[i], store_schema(store), files[i], err);
	good = good && store_change(store, &head, set_up, &work, NULL, err);
	for (size_t i = 0; i < FILES; i++)
		config_release(&work.configs[i]);
	return good;
}

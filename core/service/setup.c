#include "core/service/setup.h"

#include <unistd.h>
#include "core/base/date.h"
#include "core/model/entities.h"
#include "core/service/config.h"

struct setting_up {
	const struct court_setup *setup;
	struct config config;
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

	return write_court(writer, work->setup, err) && config_write(writer, &work->config, err);
}

bool court_setup(struct store *store, const struct court_setup *setup, struct error *err)
{
	struct change_head head = {.uid = getuid(), .action = "init"};
	struct setting_up work = {setup, {0}};
	struct faults faults;
	struct buf bytes = BUF_INIT;
	bool good = config_file("systems.yaml", &bytes, err);

	if (good && !config_read(&work.config, store_schema(store), buf_as_text(&bytes), &faults))
		good = config_fail("systems.yaml", &faults, err);
	good = good && store_change(store, &head, set_up, &work, NULL, err);
	config_release(&work.config);
	buf_release(&bytes);
	return good;
}

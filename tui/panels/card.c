/* One group on one page: settings, the year of its systems, members. */
#include "tui/panels/card.h"

#include "tui/panels/find.h"
#include "tui/panels/panels.h"
#include "tui/panels/strip.h"

const struct card_setting card_settings[] = {
	{0, TERM_LEADER, N_("Leader"), 0, 0},
	{GROUP_LETTER_SIGNED, 0, N_("Letter"), 0, 1},
	{0, TERM_DEPUTY, N_("Deputy"), 1, 0},
	{GROUP_TEAMS, 0, N_("Teams"), 1, 1},
	{GROUP_SLOGAN, 0, N_("Slogan"), 2, 0},
};

static const char year_columns[] = "name english rule rule_english kind record months held due latest";

size_t card_setting_count(void)
{
	return sizeof(card_settings) / sizeof(*card_settings);
}

/* --- asking --- */

static void groups_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &card_of(screen)->groups, answer);
}

static void terms_came(struct screen *screen, const struct answer *answer)
{
	rows_take(screen, &card_of(screen)->terms, answer);
}

static void members_came(struct screen *screen, const struct answer *answer)
{
	struct card *card = card_of(screen);

	if (!rows_take(screen, &card->members, answer))
		return;
	if (!rows_find(&card->members, card->member)) {
		card->member_place = move_place(card->member_place, 0, card->members.count);
		card->member = card->members.count ? card->members.items[card->member_place].id : 0;
	}
	card->member_place = rows_place(&card->members, card->member);
}

static void years_came(struct screen *screen, const struct answer *answer)
{
	struct card *card = card_of(screen);

	if (rows_take(screen, &card->years, answer))
		card->system = move_place(card->system, 0, card->years.count);
}

static void ask(struct screen *screen)
{
	struct card *card = card_of(screen);

	rows_ask(screen, &card->groups);
	rows_ask(screen, &card->terms);
	rows_ask(screen, &card->years);
	rows_ask(screen, &card->members);
}

static void group_came(struct screen *screen)
{
	(void)screen;
}

/* Another group, with block and line as they are. */
static void show(struct screen *screen, uint64_t group)
{
	struct card *card = card_of(screen);
	int64_t today = screen->app->welcome.today;

	card->steps.live.loaded = false;
	live_open(&card->steps.live, screen, ENTITY_GROUP, group, group_came);
	card->years.subject = card->members.subject = group;
	card->member = 0;
	buf_clear(&card->where_terms);
	buf_printf(&card->where_terms, "group = #%llu and from <= ", (unsigned long long)group);
	date_format(today, &card->where_terms);
	buf_text(&card->where_terms, TEXT(" and (to is empty or to >= "));
	date_format(today, &card->where_terms);
	buf_text(&card->where_terms, TEXT(")"));
	card->terms.where = buf_as_text(&card->where_terms);
	ask(screen);
}

/* --- members --- */

static void moved(struct screen *screen, const struct answer *answer)
{
	if (steps_said(screen, answer))
		ask(screen);
}

static void member_picked(struct screen *screen, uint64_t person, struct text name)
{
	struct record arguments;
	struct buf people = BUF_INIT;

	(void)name;
	if (!person)
		return;
	card_of(screen)->member = person;
	buf_varint(&people, person);
	record_init(&arguments, &move_shape);
	record_set(&arguments, MOVE_PEOPLE, (struct value){VALUE_IDS, 0, buf_as_text(&people)});
	record_number(&arguments, MOVE_FROM, screen->app->welcome.today);
	screen_run(screen, "move_members", ENTITY_GROUP, card_of(screen)->steps.live.id, &arguments, moved);
	record_release(&arguments);
	buf_release(&people);
}

static void add_member(struct screen *screen)
{
	ask_record(screen, N_("Who joins this group today?"), ENTITY_PERSON, NULL, NO_TEXT, member_picked);
}

/* How long somebody belongs here is a record of its own, with an end and Del. */
static void open_membership(struct screen *screen)
{
	struct card *card = card_of(screen);
	struct buf where = BUF_INIT;
	struct target target = {0};

	if (card->block != BLOCK_MEMBERS || !card->member) {
		app_say(screen->app, "Tab to the members: Del is for the membership of one of them", "");
		return;
	}
	buf_printf(&where, "group = #%llu and person = #%llu", (unsigned long long)card->steps.live.id,
		(unsigned long long)card->member);
	target.text = buf_as_text(&where);
	app_open(screen->app, "memberships", &target);
	app_say(screen->app, "Enter: a last day, when somebody leaves; Del: it was never so", "");
	buf_release(&where);
}

/* --- keys --- */

static void open_setting(struct screen *screen)
{
	struct card *card = card_of(screen);
	const struct card_setting *setting = &card_settings[card->setting];
	struct target target = {.entity = ENTITY_GROUP, .id = card->steps.live.id, .tag = setting->tag};

	if (!setting->tag) {
		target.entity = ENTITY_TERM;
		target.kind = setting->term;
		app_open(screen->app, "terms", &target);
		return;
	}
	app_open(screen->app, "group_form", &target);
}

static void open_line(struct screen *screen)
{
	struct card *card = card_of(screen);

	if (card->block == BLOCK_SETTINGS)
		open_setting(screen);
	else if (card->block == BLOCK_SYSTEMS)
		card_open_month(screen);
	else if (card->member)
		app_show_record(screen->app, ENTITY_PERSON, card->member);
}

static void next_block(struct screen *screen)
{
	struct card *card = card_of(screen);

	card->block = (card->block + 1) % BLOCKS;
}

static void block_before(struct screen *screen)
{
	struct card *card = card_of(screen);

	card->block = (card->block + BLOCKS - 1) % BLOCKS;
}

static void neighbour(struct screen *screen, int by)
{
	struct card *card = card_of(screen);
	size_t at = rows_place(&card->groups, card->steps.live.id);
	size_t to = move_place(at, by, card->groups.count);

	if (card->steps.live.asked || at == card->groups.count)
		return;
	if (to == at)
		app_say(screen->app, by < 0 ? N_("This is the first group") : N_("This is the last group"),
			"");
	else
		show(screen, card->groups.items[to].id);
}

static void group_before(struct screen *screen)
{
	neighbour(screen, -1);
}

static void group_after(struct screen *screen)
{
	neighbour(screen, 1);
}

static const struct action actions[] = {
	{"open", "Enter l", N_("Change or open"),
		N_("Change this setting; open that month's record; show this member"), WHEN_BROWSING,
		open_line, NULL},
	{"block", "Tab", N_("Block"), N_("Settings, systems, members"), WHEN_BROWSING, next_block, NULL},
	{"block_before", "Shift-Tab", NULL, N_("The block before"), WHEN_BROWSING, block_before, NULL},
	{"before", "F7 [", N_("Last group"), N_("The group before, in the same block"), WHEN_BROWSING,
		group_before, NULL},
	{"after", "F8 ]", N_("Next group"), N_("The group after, in the same block"), WHEN_BROWSING,
		group_after, NULL},
	{"add", "F6 o", N_("Add member"), N_("Somebody joins the group from today"), WHEN_BROWSING,
		add_member, NULL},
	{"remove", "Del", NULL, N_("The membership of this member: its last day, or Del once more"),
		WHEN_BROWSING, open_membership, NULL},
	{"refresh", "F5 Ctrl-R", NULL, N_("Ask the service again"), WHEN_BROWSING, ask, NULL},
	{0},
};

static void move_setting(struct card *card, int by)
{
	card->setting = move_place(card->setting, by, card_setting_count());
}

static bool move_in_block(struct screen *screen, int by)
{
	struct card *card = card_of(screen);

	if (card->block == BLOCK_SETTINGS) {
		move_setting(card, by);
	} else if (card->block == BLOCK_SYSTEMS) {
		card->system = move_place(card->system, by, card->years.count);
	} else if (card->members.count) {
		card->member_place = move_place(card->member_place, by, card->members.count);
		card->member = card->members.items[card->member_place].id;
	}
	return true;
}

static bool event(struct screen *screen, const struct event *event)
{
	struct card *card = card_of(screen);
	int by = move_of(event, 10, true);
	int aside = event_is(event, KEY_LEFT) ? -1 : event_is(event, KEY_RIGHT) ? 1 : 0;

	if (by)
		return move_in_block(screen, by);
	if (!aside)
		return false;
	if (card->block == BLOCK_SYSTEMS)
		card->month = strip_step(card->month, aside, date_parts(screen->app->welcome.today).month);
	else if (card->block == BLOCK_SETTINGS)
		move_setting(card, aside);
	return true;
}

static void open(struct screen *screen, const struct target *target)
{
	struct card *card = card_of(screen);

	card->block = BLOCK_MEMBERS;
	card->groups =
		(struct rows){.source = "groups", .columns = "name remark urgent", .done = groups_came};
	card->terms = (struct rows){
		.source = "term", .columns = "kind person from how", .sort = "kind", .done = terms_came};
	card->years = (struct rows){.source = "system_year", .columns = year_columns, .done = years_came};
	card->members = (struct rows){.source = "members",
		.columns = "name office post age standing court_years present due counted status make_up "
			   "hours talked",
		.done = members_came};
	card->found.done = card_month_came;
	show(screen, target->id);
}

static void close(struct screen *screen)
{
	struct card *card = card_of(screen);
	struct rows *all[] = {&card->groups, &card->terms, &card->years, &card->members, &card->found};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		rows_release(all[i]);
	steps_release(&card->steps);
	buf_release(&card->where_terms);
	buf_release(&card->where_found);
}

static void changed(struct screen *screen, const struct view *items)
{
	live_changed(&card_of(screen)->steps.live, items);
	ask(screen);
}

static bool subject(const struct screen *screen, unsigned *entity, uint64_t *id)
{
	*entity = ENTITY_GROUP;
	*id = card_of(screen)->steps.live.id;
	return *id != 0;
}

const struct screen_kind card_kind = {.size = sizeof(struct card),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = card_draw,
	.event = event,
	.changed = changed,
	.again = ask,
	.subject = subject,
	.whole = true};

/* A month of a group's card: the meeting, report, contact or talk that stands behind its mark. */
#include "tui/panels/card.h"
#include "tui/panels/meeting_rows.h"
#include "tui/panels/strip.h"

/* The records besides meetings that fulfil a system. */
static const struct card_work {
	unsigned entity;
	uint16_t group;
	const char *source, *list, *where;
} works[] = {
	[RECORD_CONTACT] = {ENTITY_CONTACT, CONTACT_GROUP, "contact", "contact_list", ""},
	[RECORD_REPORT] = {ENTITY_REPORT, REPORT_GROUP, "report", "report_list", ""},
	[RECORD_TALK] = {ENTITY_TALK, TALK_GROUP, "talk", "talk_list", " and kind = heart_to_heart"},
};

/* NULL: meetings do. */
static const struct card_work *work_of(const struct view *year)
{
	int64_t record = rows_number(year, YEAR_AT_RECORD);

	return record > 0 && (size_t)record < sizeof(works) / sizeof(*works) ? &works[record] : NULL;
}

static const struct view *chosen_year(const struct card *card)
{
	return card->system < card->years.count ? &card->years.items[card->system] : NULL;
}

/* What was asked for: the cursor may be on another line by now. */
static void open_found(struct screen *screen)
{
	struct card *card = card_of(screen);
	const struct card_work *work = card->finding;
	struct target target = {.text = card->found.where};

	if (!work)
		meeting_row_open(screen, &card->found.items[0]);
	else if (card->found.count == 1)
		app_show_record(screen->app, work->entity, card->found.items[0].id);
	else
		app_open(screen->app, work->list, &target);
}

void card_month_came(struct screen *screen, const struct answer *answer)
{
	struct card *card = card_of(screen);

	if (!rows_take(screen, &card->found, answer))
		return;
	if (card->found.count)
		open_found(screen);
	else
		app_say(screen->app, "There is no record of that month", "");
}

static void find_work(struct screen *screen, const struct card_work *work)
{
	struct card *card = card_of(screen);
	struct buf *where = &card->where_found;
	int64_t from, to;

	strip_range(date_parts(screen->app->welcome.today).year, card->month, &from, &to);
	buf_clear(where);
	buf_printf(
		where, "group = #%llu%s and date >= ", (unsigned long long)card->steps.live.id, work->where);
	date_format(from, where);
	buf_text(where, TEXT(" and date <= "));
	date_format(to, where);
	card->finding = work;
	card->found.source = work->source;
	card->found.columns = "date";
	card->found.sort = "-date";
	card->found.where = buf_as_text(where);
	card->found.from = card->found.to = 0;
	rows_ask(screen, &card->found);
}

static void find_meeting(struct screen *screen, unsigned kind)
{
	struct card *card = card_of(screen);

	card->finding = NULL;
	meeting_rows_of_month(&card->found, &card->where_found, card->steps.live.id, kind,
		date_parts(screen->app->welcome.today).year, card->month);
	rows_ask(screen, &card->found);
}

static struct text rule_of(const struct view *year)
{
	return rows_words(year, YEAR_AT_RULE, YEAR_AT_RULE_ENGLISH);
}

/* What is still owed is entered where it is asked for. */
static void add_work(struct screen *screen, const struct view *year, const struct card_work *work)
{
	const struct card *card = card_of(screen);
	struct target target = {.entity = work->entity,
		.tag = work->group,
		.row = card->steps.live.id,
		.text = view_text(&card->steps.live.view, GROUP_NAME)};

	app_open_row(screen->app, screen_row_of_entity(work->entity), &target);
	app_say(screen->app, "Still owed ({1}): record what was done here, with its true date", "S",
		rule_of(year));
}

void card_open_month(struct screen *screen)
{
	struct card *card = card_of(screen);
	const struct view *year = chosen_year(card);
	const struct card_work *work = year ? work_of(year) : NULL;
	struct text months = year ? rows_text(year, YEAR_AT_MONTHS) : NO_TEXT;
	char mark = card->month && (size_t)card->month <= months.len ? months.at[card->month - 1] : '\0';

	if (!mark)
		app_say(screen->app, "Left and Right choose a month, Enter opens its record", "");
	else if (work && (mark == STRIP_MISSING || mark == STRIP_THIS_MONTH))
		add_work(screen, year, work);
	else if (mark == STRIP_MISSING)
		app_say(screen->app, "Not held; asked for by {1}. Panel 3, F6 records one held late", "S",
			rule_of(year));
	else if (mark == STRIP_TO_COME || mark == STRIP_NOT_ASKED || mark == STRIP_QUIET)
		app_say(screen->app, "{2} ({1})", "Sw", rule_of(year), strip_meaning(mark));
	else if (work)
		find_work(screen, work);
	else
		find_meeting(screen, (unsigned)rows_number(year, YEAR_AT_KIND));
}

#include "tui/drafts.h"

#include <string.h>
#include "core/base/date.h"

static const char read_only[] =
	N_("Another window of yours goes on with this record; this one can only be read");

void draft_request(struct record *request, enum draft_do what, struct draft_of draft)
{
	record_init(request, &draft_message_shape);
	record_number(request, DRAFT_DO, what);
	record_number(request, DRAFT_ENTITY, draft.entity);
	record_number(request, DRAFT_ID, (int64_t)draft.id);
	record_number(request, DRAFT_FORM, draft.form);
}

static void ignored(struct screen *screen, const struct answer *answer)
{
	(void)screen;
	(void)answer;
}

void draft_send(struct screen *screen, enum draft_do what, struct draft_of draft, screen_answer *done)
{
	struct record request;

	draft_request(&request, what, draft);
	if (what == DRAFT_DO_TAKE)
		record_number(&request, DRAFT_OVER, 1);
	screen_send(screen, CALL_DRAFT, &request, done ? done : ignored);
	record_release(&request);
}

void draft_ask_over(struct screen *screen, int64_t since, void (*done)(struct screen *screen, int digit))
{
	static const struct choice_line lines[] = {
		{1, N_("Go on here, with the caret where it was; that window can only read then"), {"", 0}},
		{0, N_("Leave it to that window; here it is only read"), {"", 0}}};
	struct buf title = BUF_INIT, when = BUF_INIT;

	draft_moment(screen->app, since, false, &when);
	tr_format(&title, "Another window of yours has been writing here since {1}", "S", buf_as_text(&when));
	ask_number(screen, buf_cstr(&title), lines, sizeof(lines) / sizeof(*lines), done);
	buf_release(&title);
	buf_release(&when);
}

bool draft_taken_over(const struct error *err)
{
	return err->kind == ERROR_STATE &&
		(!strcmp(err->message.id, TAKEN_OVER) || !strcmp(err->message.id, TAKEN_OVER_AND_DONE));
}

void draft_say_read_only(struct app *app)
{
	app_say(app, read_only, "");
}

void draft_why_read_only(struct message *why)
{
	if (why)
		message_set(why, read_only, "");
}

void draft_moment(const struct app *app, int64_t moment, bool seconds, struct buf *out)
{
	int offset = app->welcome.offset;

	if (moment_date(moment, offset) != app->welcome.today) {
		tr_date(moment_date(moment, offset), date_parts(app->welcome.today).year, out);
		buf_byte(out, ' ');
	}
	time_format(moment_minute(moment, offset), out);
	if (seconds)
		buf_printf(out, ":%02d", moment_second(moment));
}

/* --- lists of them --- */

static bool same_record(const struct view *a, const struct view *b)
{
	return view_number(a, DRAFT_ENTITY) == view_number(b, DRAFT_ENTITY) &&
		view_number(a, DRAFT_ID) == view_number(b, DRAFT_ID);
}

bool draft_goes_on(const struct view *list, const struct view *draft)
{
	struct row_walk rows = view_rows(list, DRAFT_LIST);
	int64_t form = view_number(draft, DRAFT_FORM);

	if (view_number(draft, DRAFT_TRASH) || form == FORM_USES)
		return false;
	while (form == FORM_RECORD && row_walk_next(&rows))
		if (view_number(&rows.row, DRAFT_FORM) == FORM_CONFLICT &&
			!view_number(&rows.row, DRAFT_TRASH) && same_record(&rows.row, draft))
			return false;
	return true;
}

bool draft_is_rules(unsigned form)
{
	return form == FORM_RULES || form == FORM_RULES_BRANCH || form == FORM_RULES_PERSON;
}

void draft_title(const struct view *draft, struct buf *out)
{
	const struct entity *entity =
		schema_entity(&court_schema, (unsigned)view_number(draft, DRAFT_ENTITY));
	struct text title = view_text(draft, DRAFT_TITLE);
	struct buf label = BUF_INIT;

	if (title.len || !entity) {
		buf_text(out, title);
		return;
	}
	buf_text(out, entity_label(entity, words_language(), &label));
	if (view_number(draft, DRAFT_FORM) != FORM_RULES)
		tr_format(out, " (new)", "");
	buf_release(&label);
}

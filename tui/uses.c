#include "tui/uses.h"

#include "core/base/text_map.h"
#include "tui/app_state.h"
#include "tui/drafts.h"

/* So that what is no longer used gives way to what is. */
enum { TIMES_MOST = 200 };

static struct draft_of ours(const struct app *app)
{
	return (struct draft_of){ENTITY_PERSON, app->welcome.person, FORM_USES};
}

static void read_uses(struct uses *uses, struct text bytes)
{
	struct reader reader = reader_of(bytes.at, bytes.len);

	for (size_t i = 0; i < USES_KEPT && reader_left(&reader); i++) {
		uses->kept[i].what = read_varint(&reader);
		uses->kept[i].times = (unsigned)read_varint(&reader);
	}
}

static void listed(const struct answer *answer, void *arg)
{
	struct app *app = arg;
	struct uses *uses = &app->state->uses;
	struct row_walk drafts;

	if (answer->kind != ANSWER_DONE)
		return;
	drafts = view_rows(&answer->body, DRAFT_LIST);
	while (row_walk_next(&drafts))
		if (view_number(&drafts.row, DRAFT_FORM) == FORM_USES) {
			uses->generation = (uint64_t)view_number(&drafts.row, DRAFT_GENERATION);
			read_uses(uses, view_text(&drafts.row, DRAFT_CARET));
		}
	uses->loaded = true;
	uses->came(app);
	app_redraw(app);
}

void uses_load(struct app *app, void (*came)(struct app *app))
{
	struct uses *uses = &app->state->uses;
	struct record request;

	if (uses->asked || app->state->lost)
		return;
	uses->asked = true;
	uses->came = came;
	draft_request(&request, DRAFT_DO_LIST, ours(app));
	session_send(app->session, CALL_DRAFT, &request, listed, app);
	record_release(&request);
}

static void kept(const struct answer *answer, void *arg)
{
	struct app *app = arg;

	/* Refused: another window was the first to keep some. They are read anew by the next palette. */
	if (answer->kind == ANSWER_DONE)
		app->state->uses.generation = (uint64_t)view_number(&answer->body, DRAFT_GENERATION);
	else
		app->state->uses.asked = false;
}

static void keep(struct app *app)
{
	const struct uses *uses = &app->state->uses;
	struct buf bytes = BUF_INIT;
	struct record request;

	for (size_t i = 0; i < USES_KEPT && uses->kept[i].what; i++) {
		buf_varint(&bytes, uses->kept[i].what);
		buf_varint(&bytes, uses->kept[i].times);
	}
	draft_request(&request, DRAFT_DO_PUT, ours(app));
	record_number(&request, DRAFT_GENERATION, (int64_t)uses->generation);
	record_text(&request, DRAFT_CARET, buf_as_text(&bytes));
	session_send(app->session, CALL_DRAFT, &request, kept, app);
	record_release(&request);
	buf_release(&bytes);
}

unsigned uses_times(const struct app *app, struct text name)
{
	const struct uses *uses = &app->state->uses;
	uint64_t what = text_hash(name);

	for (size_t i = 0; i < USES_KEPT; i++)
		if (uses->kept[i].what == what)
			return uses->kept[i].times;
	return 0;
}

/* Its place, or the one of what was used least. */
static struct use *use_of(struct uses *uses, uint64_t what)
{
	struct use *least = &uses->kept[0];

	for (size_t i = 0; i < USES_KEPT; i++) {
		struct use *use = &uses->kept[i];

		if (use->what == what || !use->what)
			return use;
		if (use->times < least->times)
			least = use;
	}
	return least;
}

void uses_count(struct app *app, struct text name)
{
	struct uses *uses = &app->state->uses;
	uint64_t what = text_hash(name);
	struct use *use = use_of(uses, what);

	if (use->what != what)
		*use = (struct use){what, 0};
	use->times++;
	for (size_t i = 0; use->times > TIMES_MOST && i < USES_KEPT; i++)
		uses->kept[i].times /= 2;
	if (uses->loaded && !app->state->lost)
		keep(app);
}

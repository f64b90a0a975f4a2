/* Raising an objection, answering it, and saying that there is none. That the item is on the sheet, and with
 * how many points, is the service's: it can score. */
#include "core/model/objection.h"

#include "core/base/arena.h"
#include "core/model/holiday.h"
#include "core/model/ops.h"
#include "core/model/roster.h"
#include "core/model/speaking.h"

static int64_t working_days(struct world *world, int64_t from, int64_t days)
{
	struct calendar calendar = calendar_read(world);
	int64_t day = calendar_after(&calendar, from, (int)days);

	calendar_release(&calendar);
	return day;
}

int64_t marks_until(struct world *world, const struct view *evaluation)
{
	int64_t over = view_number(evaluation, EVALUATION_TO);

	return working_days(world, world->today > over ? world->today : over, MARKS_WORKING_DAYS);
}

int64_t objection_until(struct world *world, const struct view *evaluation)
{
	return working_days(world, view_number(evaluation, EVALUATION_POSTED_ON), POSTED_WORKING_DAYS);
}

/* --- what stands in the way --- */

struct looking {
	struct world *world;
	int64_t version; /* of an upheld one; 0: open ones are looked for */
	struct error *err;
	struct evaluated of; /* whose the one found is */
	struct text item;
	int64_t due;
};

static bool look(const struct view *objection, void *arg)
{
	struct looking *looking = arg;
	int64_t state = view_number(objection, OBJECTION_STATE);

	if (looking->version ? state != OBJECTION_UPHELD ||
				view_number(objection, OBJECTION_VERSION) != looking->version
			     : state != OBJECTION_OPEN)
		return true;
	looking->of = evaluated_in(objection);
	looking->item = view_text(objection, OBJECTION_ITEM);
	looking->due = view_number(objection, OBJECTION_DUE);
	return false;
}

static bool none_like(struct looking *looking, uint64_t evaluation, const char *id, struct error *err)
{
	struct value key = value_number((int64_t)evaluation);
	struct text name;

	if (!looking->world->walk(
		    looking->world, ENTITY_OBJECTION, OBJECTION_BY_EVALUATION, &key, 1, look, looking, err))
		return false;
	if (!looking->of.id)
		return true;
	return evaluated_name(looking->world, looking->of, &name, err) &&
		fail(err, ERROR_STATE, id, "SSd", name, looking->item, looking->due);
}

bool objections_answered(struct world *world, uint64_t evaluation, struct error *err)
{
	struct looking looking = {.world = world};

	return none_like(&looking, evaluation,
		N_("The objection of {1} to \"{2}\" is not answered yet; the answer is due on {3}"), err);
}

bool objections_settled(struct world *world, const struct view *evaluation, struct error *err)
{
	struct looking looking = {.world = world, .version = view_number(evaluation, EVALUATION_VERSION)};

	return none_like(&looking, evaluation->id,
		N_("The objection of {1} to \"{2}\" was upheld: take the posting back and post it anew"),
		err);
}

struct consent_search {
	struct evaluated of;
	struct view *found;
	bool any;
};

static bool take_consent(const struct view *consent, void *arg)
{
	struct consent_search *search = arg;

	search->any = record_is_about(consent, search->of);
	if (search->any)
		*search->found = *consent;
	return !search->any;
}

bool consent_of(struct world *world, uint64_t evaluation, struct evaluated of, struct view *consent)
{
	struct value key = value_number((int64_t)evaluation);
	struct consent_search search = {of, consent, false};

	return world->walk(
		       world, ENTITY_CONSENT, CONSENT_BY_EVALUATION, &key, 1, take_consent, &search, NULL) &&
		search.any;
}

/* --- raising --- */

/* The evaluation, and whose sheet in it is spoken of; refused to who does not speak for him. */
static bool read_said(
	struct operation_call *call, struct view *evaluation, struct evaluated *of, struct error *err)
{
	static const struct {
		unsigned kind;
		const char *words;
	} others[] = {
		{ENTITY_GROUP, N_("Only who leads the group speaks for its sheet")},
		{ENTITY_BRANCH, N_("Only the branch's secretary speaks for its sheet")},
		{ENTITY_PERSON,
			N_("Only the member himself speaks for his sheet; the office does for who has no "
			   "login")},
	};
	struct world *world = &call->writer->world;
	size_t kind = 0;

	if (!world->get(world, ENTITY_EVALUATION, (uint64_t)view_number(&call->arguments, OBJECT_EVALUATION),
		    evaluation, err))
		return fail(err, ERROR_MISSING, "There is no such evaluation", "");
	*of = (struct evaluated){
		evaluated_kind(evaluation), (uint64_t)view_number(&call->arguments, OBJECT_SUBJECT)};
	while (others[kind].kind != of->kind)
		kind++;
	return !world->person || speaks_for(world, *of) || fail(err, ERROR_DENIED, others[kind].words, "");
}

static bool may_object_now(struct world *world, const struct view *evaluation, struct error *err)
{
	int64_t state = view_number(evaluation, EVALUATION_STATE), until;

	if (state == EVALUATION_SELF)
		return true;
	if (state != EVALUATION_POSTED)
		return fail(err, ERROR_STATE,
			"Objections are raised during the self-score and while results are posted", "");
	until = objection_until(world, evaluation);
	return world->today <= until ||
		fail(err, ERROR_STATE, "Objections to this posting could be raised until {1}", "d", until);
}

/* An objection of his that waits for its answer: to that item, or to any. */
struct open_search {
	struct evaluated of;
	struct text item;       /* empty: any; then that of the one found */
	struct view *objection; /* takes it; NULL: nobody looks at it */
	bool found;
};

static bool look_open(const struct view *objection, void *arg)
{
	struct open_search *search = arg;
	struct text item = view_text(objection, OBJECTION_ITEM);

	search->found = view_number(objection, OBJECTION_STATE) == OBJECTION_OPEN &&
		record_is_about(objection, search->of) &&
		(!search->item.len || text_equal(item, search->item));
	if (search->found)
		search->item = item;
	if (search->found && search->objection)
		*search->objection = *objection;
	return !search->found;
}

static bool find_open(struct world *world, uint64_t evaluation, struct open_search *search, struct error *err)
{
	struct value key = value_number((int64_t)evaluation);

	return world->walk(world, ENTITY_OBJECTION, OBJECTION_BY_EVALUATION, &key, 1, look_open, search, err);
}

bool objection_of(struct world *world, uint64_t evaluation, struct evaluated of, struct view *objection)
{
	struct open_search search = {.of = of, .objection = objection};

	return find_open(world, evaluation, &search, NULL) && search.found;
}

static bool none_open(struct world *world, uint64_t evaluation, struct open_search *search, const char *words,
	struct error *err)
{
	return find_open(world, evaluation, search, err) &&
		(!search->found || fail(err, ERROR_STATE, words, "S", search->item));
}

/* Who objects does not agree; to a posting that is another matter than to the sheet that was agreed to. */
static bool withdraw_consent(
	struct writer *writer, uint64_t evaluation, struct evaluated of, struct error *err)
{
	struct record_slot withdrawn = {CONSENT_STATE, value_number(CONSENT_WITHDRAWN)};
	struct view consent;
	uint64_t id;

	if (!consent_of(&writer->world, evaluation, of, &consent) ||
		view_number(&consent, CONSENT_STATE) == CONSENT_WITHDRAWN)
		return true;
	id = consent.id;
	return writer_set(writer, ENTITY_CONSENT, &id, &withdrawn, 1, err);
}

bool objection_op_object(struct operation_call *call, struct error *err)
{
	struct world *world = &call->writer->world;
	const struct view *said = &call->arguments;
	struct open_search same = {.item = view_text(said, OBJECT_ITEM)};
	uint64_t id = 0, evaluation_id;
	struct view evaluation;
	int64_t due, version;
	struct record_slot values[11];
	size_t count = 0;

	if (!read_said(call, &evaluation, &same.of, err) || !may_object_now(world, &evaluation, err) ||
		!none_open(world, evaluation.id, &same,
			N_("There is an objection to \"{1}\" already, which waits for its answer"), err))
		return false;
	evaluation_id = evaluation.id;
	version = view_number(&evaluation, EVALUATION_STATE) == EVALUATION_POSTED
		? view_number(&evaluation, EVALUATION_VERSION)
		: 0;
	due = working_days(world, world->today, court_settings(world).answer_days);
	values[count++] = (struct record_slot){OBJECTION_EVALUATION, value_number((int64_t)evaluation_id)};
	values[count++] = (struct record_slot){
		evaluated_tag(ENTITY_OBJECTION, same.of.kind), value_number((int64_t)same.of.id)};
	values[count++] = (struct record_slot){OBJECTION_ITEM, value_text(same.item)};
	values[count++] = (struct record_slot){OBJECTION_KIND, value_number(view_number(said, OBJECT_KIND))};
	values[count++] = (struct record_slot){OBJECTION_TEXT, value_text(view_text(said, OBJECT_TEXT))};
	values[count++] = (struct record_slot){OBJECTION_RAISED, value_number(world->today)};
	values[count++] = (struct record_slot){OBJECTION_DUE, value_number(due)};
	values[count++] = (struct record_slot){OBJECTION_STATE, value_number(OBJECTION_OPEN)};
	if (world->person)
		values[count++] = (struct record_slot){OBJECTION_BY, value_number((int64_t)world->person)};
	if (version)
		values[count++] = (struct record_slot){OBJECTION_VERSION, value_number(version)};
	op_say(call, "The objection is raised; the answer is due by {1}", "d", due);
	return writer_set(call->writer, ENTITY_OBJECTION, &id, values, count, err) &&
		(version || withdraw_consent(call->writer, evaluation_id, same.of, err));
}

/* --- answering --- */

static bool answer(struct operation_call *call, struct error *err)
{
	struct record_slot values[] = {{OBJECTION_STATE, value_number(call->operation->to)},
		{OBJECTION_ANSWER, value_text(view_text(&call->arguments, ANSWER_TEXT))},
		{OBJECTION_ANSWERED, value_number(call->writer->world.today)}};

	return op_set(call, values, 3, err);
}

bool objection_op_reject(struct operation_call *call, struct error *err)
{
	op_say(call, "Answered: not upheld", "");
	return answer(call, err);
}

bool objection_uphold_foresee(
	struct world *world, const struct view *objection, struct message *follows, struct error *err)
{
	(void)world;
	(void)err;
	if (view_has(objection, OBJECTION_VERSION))
		message_set(follows, "What is posted is taken back, to be put right and posted anew", "");
	return true;
}

/* Upheld while its version is posted: that is taken back, so that what was wrong can be put right and the
 * results be posted anew. */
bool objection_op_uphold(struct operation_call *call, struct error *err)
{
	struct world *world = &call->writer->world;
	uint64_t id = (uint64_t)view_number(call->record, OBJECTION_EVALUATION);
	struct buf reason = BUF_INIT;
	struct view evaluation;
	struct text name;
	struct record_slot values[] = {
		{EVALUATION_STATE, value_number(EVALUATION_DECIDING)}, {EVALUATION_REASON, EMPTY_VALUE}};
	bool good = world->get(world, ENTITY_EVALUATION, id, &evaluation, err) &&
		evaluated_name(world, evaluated_in(call->record), &name, err);
	int64_t version = good ? view_number(&evaluation, EVALUATION_VERSION) : 0;

	if (!good)
		return false;
	if (view_number(&evaluation, EVALUATION_STATE) == EVALUATION_FINAL)
		return fail(err, ERROR_STATE, "Results that are published never change again", "");
	if (view_number(&evaluation, EVALUATION_STATE) != EVALUATION_POSTED) {
		op_say(call, "Answered: upheld", "");
		return answer(call, err);
	}
	buf_text(&reason, name);
	buf_text(&reason, TEXT("对「"));
	buf_text(&reason, view_text(call->record, OBJECTION_ITEM));
	buf_text(&reason, TEXT("」的异议成立"));
	values[1].value = value_text(buf_as_text(&reason));
	op_say(call,
		"Answered: upheld. Version {1} is taken back and kept: put it right, then post version {2}",
		"nn", version, version + 1);
	good = writer_set(call->writer, ENTITY_EVALUATION, &id, values, 2, err) && answer(call, err);
	buf_release(&reason);
	return good;
}

bool objection_withdraw_foresee(
	struct world *world, const struct view *objection, struct message *follows, struct error *err)
{
	(void)follows;
	return world->person || !view_has(objection, OBJECTION_BY) ||
		fail(err, ERROR_DENIED, "Who objects withdraws it; the office answers it", "");
}

bool objection_op_withdraw(struct operation_call *call, struct error *err)
{
	struct record_slot state = {OBJECTION_STATE, value_number(call->operation->to)};

	return objection_withdraw_foresee(&call->writer->world, call->record, NULL, err) &&
		op_set(call, &state, 1, err);
}

/* --- agreeing --- */

bool consent_op_agree(struct operation_call *call, struct error *err)
{
	struct world *world = &call->writer->world;
	struct open_search any = {.item = NO_TEXT};
	struct view evaluation, consent;
	uint64_t evaluation_id, id = 0;
	struct record_slot values[] = {{CONSENT_EVALUATION, EMPTY_VALUE}, {0, EMPTY_VALUE},
		{CONSENT_PERSON, world->person ? value_number((int64_t)world->person) : EMPTY_VALUE},
		{CONSENT_DATE, value_number(world->today)}, {CONSENT_STATE, value_number(CONSENT_GIVEN)}};

	if (!read_said(call, &evaluation, &any.of, err))
		return false;
	if (view_number(&evaluation, EVALUATION_STATE) != EVALUATION_SELF)
		return fail(err, ERROR_STATE, "A sheet is confirmed during the self-score", "");
	evaluation_id = evaluation.id;
	values[0].value = value_number((int64_t)evaluation_id);
	values[1] = (struct record_slot){
		evaluated_tag(ENTITY_CONSENT, any.of.kind), value_number((int64_t)any.of.id)};
	if (!none_open(world, evaluation_id, &any,
		    N_("The objection to \"{1}\" waits for its answer: withdraw it, or wait"), err))
		return false;
	if (consent_of(world, evaluation_id, any.of, &consent)) {
		if (view_number(&consent, CONSENT_STATE) == CONSENT_GIVEN)
			return fail(err, ERROR_STATE, "It is confirmed already", "");
		id = consent.id;
	}
	op_say(call, "Confirmed: no objection to this sheet", "");
	return writer_set(call->writer, ENTITY_CONSENT, &id, values, 5, err);
}

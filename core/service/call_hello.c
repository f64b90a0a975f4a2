/* Who am I, in which court, on which day. */
#include "core/service/pages.h"
#include "core/service/request.h"

#include "core/model/dated.h"
#include "core/model/entities.h"
#include "core/model/operations.h"

/* What a person is today. */
struct standing {
	int64_t today;
	enum role role;
	uint64_t group, branch;
};

static bool look_at_term(const struct view *term, void *arg)
{
	struct standing *standing = arg;

	if (!dated_holds(term, TERM_FROM, TERM_TO, standing->today))
		return true;
	if (view_number(term, TERM_KIND) == TERM_SECRETARY) {
		standing->role = ROLE_SECRETARY;
		standing->branch = (uint64_t)view_number(term, TERM_BRANCH);
		return true;
	}
	if (standing->role == ROLE_MEMBER)
		standing->role = ROLE_LEADER;
	standing->group = (uint64_t)view_number(term, TERM_GROUP);
	return true;
}

static bool look_at_membership(const struct view *membership, void *arg)
{
	struct standing *standing = arg;

	if (!dated_holds(membership, MEMBERSHIP_FROM, MEMBERSHIP_TO, standing->today))
		return true;
	standing->group = (uint64_t)view_number(membership, MEMBERSHIP_GROUP);
	return false;
}

static bool find_standing(struct world *world, uint64_t person, struct standing *standing, struct error *err)
{
	struct value key = value_number((int64_t)person);
	struct view group;

	*standing = (struct standing){.today = world->today, .role = person ? ROLE_MEMBER : ROLE_OPERATOR};
	if (!person)
		return true;
	if (!world->walk(world, ENTITY_TERM, TERM_BY_PERSON, &key, 1, look_at_term, standing, err))
		return false;
	if (!standing->group &&
		!world->walk(world, ENTITY_MEMBERSHIP, MEMBERSHIP_BY_PERSON, &key, 1, look_at_membership,
			standing, err))
		return false;
	if (!standing->branch && standing->group &&
		world->get(world, ENTITY_GROUP, standing->group, &group, err))
		standing->branch = (uint64_t)view_number(&group, GROUP_BRANCH);
	return true;
}

static void put_named(struct request *request, struct world *world, uint16_t tag, uint16_t name,
	unsigned entity, uint64_t id)
{
	if (!id)
		return;
	record_number(&request->answer, tag, (int64_t)id);
	record_text(&request->answer, name, title_of(request, world, entity, id));
}

struct declaring {
	struct request *request;
	const struct schema *schema;
	struct buf rows;
	uint64_t key;
};

static bool put_declared(const struct view *view, void *arg)
{
	struct declaring *declaring = arg;
	struct custom_field declared;
	struct record row;

	if (!custom_field_of(view, declaring->schema, &declared))
		return true;
	record_init(&row, &declared_rows);
	record_number(&row, DECLARED_ENTITY, declared.entity);
	record_number(&row, DECLARED_TAG, declared.tag);
	record_text(&row, DECLARED_NAME, declared.name);
	record_text(&row, DECLARED_LABEL, declared.label);
	record_number(&row, DECLARED_TYPE, declared.type);
	record_text(&row, DECLARED_CHOICES, declared.choices);
	record_number(&row, DECLARED_TARGET, declared.target);
	record_number(&row, DECLARED_REQUIRED, declared.required);
	rows_add_record(&declaring->rows, &declaring->key, &row);
	return true;
}

/* The service takes them over too: what was declared since counts from this login on. */
static bool put_fields(struct request *request, struct world *world, struct error *err)
{
	struct declaring declaring = {request, world->schema, BUF_INIT, 0};
	bool good = custom_declare_all(world, err);

	pages_fields_changed(request->server->pages);
	good = good && world->walk(world, ENTITY_FIELD, 0, NULL, 0, put_declared, &declaring, err);
	record_put_rows(request, &request->answer, WELCOME_FIELDS, &declaring.rows);
	return good;
}

static bool welcome(struct world *world, void *arg, struct error *err)
{
	struct request *request = arg;
	struct record *answer = &request->answer;
	struct standing standing;
	struct view court;

	request_again(request);
	if (!find_standing(world, world->person, &standing, err))
		return false;
	record_number(answer, WELCOME_PERSON, (int64_t)world->person);
	if (world->person)
		record_text(answer, WELCOME_NAME, title_of(request, world, ENTITY_PERSON, world->person));
	record_number(answer, WELCOME_ROLE, standing.role);
	put_named(request, world, WELCOME_GROUP, WELCOME_GROUP_NAME, ENTITY_GROUP, standing.group);
	put_named(request, world, WELCOME_BRANCH, WELCOME_BRANCH_NAME, ENTITY_BRANCH, standing.branch);
	if (world->get(world, ENTITY_COURT, COURT_ID, &court, err)) {
		record_put_text(request, answer, WELCOME_COURT, view_text(&court, COURT_NAME));
		if (view_has(&court, COURT_START))
			record_number(answer, WELCOME_START, view_number(&court, COURT_START));
	}
	record_number(answer, WELCOME_NOW, world->now);
	record_number(answer, WELCOME_TODAY, world->today);
	record_number(answer, WELCOME_CHANGE, (int64_t)world_sequence(world));
	record_number(answer, WELCOME_SESSION, (int64_t)request->server->session);
	record_number(answer, WELCOME_BEGINS, entities_to_begin(world));
	return put_fields(request, world, err);
}

bool call_hello(struct request *request, struct error *err)
{
	int64_t protocol = view_number_or(&request->body, HELLO_PROTOCOL, PROTOCOL);

	if (protocol != PROTOCOL)
		return fail(err, ERROR_STATE,
			"touyan and touyand are of different versions (protocol {1} and {2})", "nn", protocol,
			(int64_t)PROTOCOL);
	request->server->language = view_number(&request->body, HELLO_ENGLISH) ? LANGUAGE_EN : LANGUAGE_ZH;
	/* Nobody is kept out because this cannot be done: the next login tries again. */
	model_archive(request->server->store);
	return store_read(request->server->store, request->server->person, welcome, request, err);
}

bool person_of_login(struct world *world, struct text login, uint64_t *person)
{
	struct view view;

	if (!world_find(world, ENTITY_PERSON, PERSON_LOGIN, login, person) ||
		!world->get(world, ENTITY_PERSON, *person, &view, NULL))
		return false;
	return view_number_or(&view, PERSON_LEFT, INT64_MAX) >= world->today;
}

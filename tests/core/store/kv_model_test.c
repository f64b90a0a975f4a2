/* Random transactions on both engines at once, compared with a plain array of what should be there. */
#include "tests/harness/kv_fixture.h"
#include "tests/harness/seed.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

enum { KEYS = 40, STEPS = 12, TRANSACTIONS = 1500, LONGEST = 6000 };

static char room[KV_VALUE_MAX + 1];
static struct error err;

struct model {
	bool there[KEYS];
	struct text values[KEYS]; /* slices of room */
};
struct step {
	enum { PUT, DEL, GET, WALK, ACTIONS } action;
	unsigned key, prefix;
	struct text value;
	bool backward;
};
struct script {
	struct step steps[STEPS];
	size_t count;
	bool good; /* the work's answer */
	struct model model;
};

/* In order: "a", "aa", "ab", …; a prefix is the start of one. */
static struct text key_of(unsigned number)
{
	static char keys[KEYS][4];
	char *key = keys[number];

	snprintf(key, sizeof(keys[0]), "%c%.*s", 'a' + (int)number / 10, number % 10 ? 1 : 0,
		&"0123456789"[number % 10]);
	return text_of(key);
}

static void model_walk(struct kv_txn *txn, const struct step *step, const struct model *model)
{
	struct text prefix = text_take(key_of(step->key), step->prefix), from = key_of(step->key);
	struct kv_range range;
	struct error mine = ERROR_INIT;
	bool started = step->value.len % 2; /* from the key, or the whole prefix */

	assert_true(kv_range_open(&range, txn, 0, prefix, started ? from : NO_TEXT, step->backward, &mine));
	for (unsigned i = 0; i < KEYS; i++) {
		unsigned at = step->backward ? KEYS - 1 - i : i;
		int order = text_compare(key_of(at), from);

		if (!model->there[at] || !text_starts(key_of(at), prefix) ||
			(started && (step->backward ? order > 0 : order < 0)))
			continue;
		assert_true(kv_range_next(&range, &mine));
		assert_true(text_equal(range.key, key_of(at)));
		assert_true(text_equal(range.value, model->values[at]));
	}
	assert_false(kv_range_next(&range, &mine));
	assert_int_equal(mine.kind, ERROR_NONE);
	kv_range_close(&range);
}

static bool model_step(struct kv_txn *txn, const struct step *step, struct model *model, struct error *error)
{
	struct text found;

	if (step->action == PUT) {
		model->there[step->key] = true;
		model->values[step->key] = step->value;
		return kv_put(txn, 0, key_of(step->key), step->value, error);
	}
	if (step->action == DEL) {
		model->there[step->key] = false;
		return kv_del(txn, 0, key_of(step->key), error);
	}
	if (step->action == WALK) {
		model_walk(txn, step, model);
		return true;
	}
	assert_int_equal(kv_get(txn, 0, key_of(step->key), &found, error), model->there[step->key]);
	if (model->there[step->key])
		assert_true(text_equal(found, model->values[step->key]));
	return true;
}

static bool run_script(struct kv_txn *txn, void *arg, struct error *error)
{
	struct script *script = arg;
	struct model model = script->model;

	for (size_t i = 0; i < script->count; i++)
		assert_true(model_step(txn, &script->steps[i], &model, error));
	if (script->good)
		script->model = model;
	return script->good;
}

static void make_script(struct script *script)
{
	script->count = (size_t)random() % STEPS;
	script->good = random() % 4;
	for (size_t i = 0; i < script->count; i++) {
		size_t len = random() % 8 ? (size_t)random() % 40 : (size_t)random() % LONGEST;

		script->steps[i] = (struct step){(unsigned)random() % ACTIONS, (unsigned)random() % KEYS,
			(unsigned)random() % 3, {room + random() % 1000, len}, random() % 2};
	}
}

/* The same transactions in memory and on disk; now and then the one on disk is closed and opened again. */
static void engines_agree_with_a_plain_array(void **state)
{
	unsigned seed = (unsigned)random_seed();
	struct script script = {.count = 0};
	char place[FIXTURE_PATH];
	struct kv *on_disk, *in_memory = engine_open(NULL);

	(void)state;
	srandom(seed);
	fixture_path(place);
	on_disk = engine_open(place);
	for (size_t i = 0; i < sizeof(room); i++)
		room[i] = (char)random();
	for (int i = 0; i < TRANSACTIONS; i++) {
		struct model before = script.model;
		bool write = random() % 3;

		make_script(&script);
		for (size_t j = 0; j < script.count && !write; j++)
			script.steps[j].action = GET;
		assert_int_equal(
			(write ? kv_write : kv_read)(on_disk, run_script, &script, &err), script.good);
		script.model = before;
		assert_int_equal(
			(write ? kv_write : kv_read)(in_memory, run_script, &script, &err), script.good);
		assert_int_equal(err.kind, ERROR_NONE);
		if (random() % 100)
			continue;
		kv_close(on_disk);
		on_disk = engine_open(place);
	}
	kv_close(on_disk);
	kv_close(in_memory);
	fixture_remove(place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(engines_agree_with_a_plain_array),
	};

	return cmocka_run_group_tests_name("kv_model", tests, NULL, NULL);
}

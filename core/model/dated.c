#include "core/model/dated.h"
#include "core/base/date.h"

bool dated_holds(const struct view *view, uint16_t from, uint16_t to, int64_t day)
{
	return view_number_or(view, from, DATE_MIN) <= day && day <= view_number_or(view, to, DATE_MAX);
}

void dated_check(const struct view *view, uint16_t from, uint16_t to, struct problems *problems)
{
	int64_t begins = view_number_or(view, from, DATE_MIN);

	if (view_number_or(view, to, DATE_MAX) < begins)
		problem_add(problems, false, to, 0, "Ends before it begins ({1})", "d", begins);
}

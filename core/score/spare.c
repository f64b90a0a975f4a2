#include <stddef.h>
#include "core/score/scoring.h"

struct figure *figures_lend(struct score *score, size_t count)
{
	for (size_t i = 0; i < SPARE_FIGURES; i++) {
		struct spare *spare = &score->spare[i];
		struct figure *figures = spare->figures;

		if (!figures || spare->count != count)
			continue;
		*spare = (struct spare){NULL, 0};
		return figures;
	}
	return figures_new(count);
}

void figures_give_back(struct score *score, struct figure *figures, size_t count)
{
	for (size_t i = 0; i < SPARE_FIGURES; i++) {
		if (score->spare[i].figures)
			continue;
		for (size_t n = 0; n < count; n++) {
			figure_clear(&figures[n]);
			figure_init(&figures[n]);
		}
		score->spare[i] = (struct spare){figures, count};
		return;
	}
	figures_free(figures, count);
}

void figures_drop_spare(struct score *score)
{
	for (size_t i = 0; i < SPARE_FIGURES; i++)
		figures_free(score->spare[i].figures, score->spare[i].count);
}

/* Numbers of records, many of them, put into order. */
#ifndef CORE_STORE_ID_LIST_H
#define CORE_STORE_ID_LIST_H

#include <stddef.h>
#include <stdint.h>

struct id_list {
	uint64_t *ids;
	size_t count, room;
};

void id_list_add(struct id_list *list, uint64_t id);
/* Ascending, each once. */
void id_list_sort(struct id_list *list);
void id_list_release(struct id_list *list);

#endif

#include "core/service/digest.h"

#include <sodium.h>

enum { HASH_BYTES = 32 };

struct text text_digest(struct text text, struct arena *arena)
{
	uint8_t hash[HASH_BYTES];
	char hex[2 * HASH_BYTES + 1];

	crypto_generichash(hash, sizeof(hash), (const uint8_t *)text.at, text.len, NULL, 0);
	return arena_text(arena, text_of(sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash))));
}

int64_t text_mark(struct text text)
{
	uint8_t hash[crypto_generichash_BYTES_MIN];
	int64_t mark = 0;

	crypto_generichash(hash, sizeof(hash), (const uint8_t *)text.at, text.len, NULL, 0);
	for (size_t i = 0; i < 7; i++)
		mark = mark << 8 | hash[i];
	return mark + 1;
}

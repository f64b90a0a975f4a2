#include "core/base/number.h"

#include <string.h>

/* The table is linear in the bits of its index, so eight values make all 256. */
#define ENTRY(i) \
	(((i)&1 ? 0xf26b8303u : 0) ^ ((i)&2 ? 0xe13b70f7u : 0) ^ ((i)&4 ? 0xc79a971fu : 0) ^ \
		((i)&8 ? 0x8ad958cfu : 0) ^ ((i)&16 ? 0x105ec76fu : 0) ^ ((i)&32 ? 0x20bd8edeu : 0) ^ \
		((i)&64 ? 0x417b1dbcu : 0) ^ ((i)&128 ? 0x82f63b78u : 0))
#define FOUR(i) ENTRY(i), ENTRY((i) + 1), ENTRY((i) + 2), ENTRY((i) + 3)
#define SIXTEEN(i) FOUR(i), FOUR((i) + 4), FOUR((i) + 8), FOUR((i) + 12)
#define ALL(i) SIXTEEN(i), SIXTEEN((i) + 16), SIXTEEN((i) + 32), SIXTEEN((i) + 48)

static const uint32_t table[256] = {ALL(0), ALL(64), ALL(128), ALL(192)};

static uint32_t by_table(uint32_t crc, const uint8_t *at, size_t len)
{
	while (len--)
		crc = crc >> 8 ^ table[(crc ^ *at++) & 0xff];
	return crc;
}

#ifdef __x86_64__
/* Every record read is checked: the instruction is ten times faster than the table. The last bytes are
 * taken as a word, too, behind noughts that change nothing: how many they are differs from record to record,
 * and the processor would guess it wrong. */
__attribute__((target("sse4.2"))) static uint32_t by_instruction(uint32_t crc, const uint8_t *at, size_t len)
{
	const uint8_t *end = at + len;
	const unsigned rest = 8 * (len % sizeof(uint64_t)), free = 63 - rest;
	uint64_t word, sum = crc;

	if (len < sizeof(word)) {
		while (at < end)
			sum = __builtin_ia32_crc32qi((uint32_t)sum, *at++);
		return (uint32_t)sum;
	}
	for (; end - at >= (ptrdiff_t)sizeof(word); at += sizeof(word)) {
		memcpy(&word, at, sizeof(word));
		sum = __builtin_ia32_crc32di(sum, word);
	}
	memcpy(&word, end - sizeof(word), sizeof(word));
	word = (word >> free >> 1 ^ sum) << free << 1;
	return (uint32_t)(__builtin_ia32_crc32di(0, word) ^ sum >> rest);
}
#endif

uint32_t crc32c(uint32_t crc, const void *data, size_t len)
{
#ifdef __x86_64__
	if (__builtin_cpu_supports("sse4.2"))
		return ~by_instruction(~crc, data, len);
#endif
	return ~by_table(~crc, data, len);
}

uint32_t crc32c_two(const void *first, size_t first_len, const void *second, size_t second_len)
{
#ifdef __x86_64__
	if (__builtin_cpu_supports("sse4.2"))
		return ~by_instruction(by_instruction(~0u, first, first_len), second, second_len);
#endif
	return crc32c(crc32c(0, first, first_len), second, second_len);
}

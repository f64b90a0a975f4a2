/* A paper that shows something: its number and issuer suffice; of a file we keep what it is, not its bytes.
 */
#include "core/model/entities.h"

static const struct index indexes[] = {{EVIDENCE_BY_MATTER, "matter", {EVIDENCE_MATTER}}, {0}};

static const struct field fields[] = {
	{EVIDENCE_TITLE, "title", "名称", TEXT_FIELD(1, 120), REQUIRED | TITLE | SEARCH, 30},
	{EVIDENCE_NUMBER, "number", "文号", TEXT_FIELD(0, 40), SEARCH, 14},
	{EVIDENCE_ISSUER, "issuer", "出具单位", TEXT_FIELD(0, 60), SEARCH, 16},
	{EVIDENCE_LEVEL, "level", "级别", REF_FIELD(ENTITY_LEVEL), 0, 8},
	{EVIDENCE_DATE, "date", "日期", DATE_FIELD, PAST, 10},
	{EVIDENCE_MATTER, "matter", "事项编号", TEXT_FIELD(0, 40), SEARCH, 12},
	{EVIDENCE_FILE, "file", "文件名", TEXT_FIELD(0, 120), 0, 20},
	{EVIDENCE_SIZE, "size", "字节", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 8},
	{EVIDENCE_HASH, "hash", "校验值", TEXT_FIELD(0, 64), HIDDEN, 16,
		"BLAKE2b of the file, in hexadecimal."},
	{0},
};
const struct entity evidence_entity = {ENTITY_EVIDENCE, "evidence", "佐证", fields, .indexes = indexes};

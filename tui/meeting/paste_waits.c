/* What was asked about a pasted roll-call and not answered yet: it waits, in the draft too. */
#include "tui/meeting/paste_parts.h"

bool paste_unanswered(const struct question *question, bool twice)
{
	return question->answer < 0 && (twice ? question->other != NULL : question->entry->person < 0);
}

int64_t paste_waits(const struct paste *paste, bool twice, struct buf *names)
{
	int64_t count = 0;

	for (size_t i = 0; i < paste->question_count; i++) {
		if (!paste_unanswered(&paste->questions[i], twice))
			continue;
		if (names)
			buf_text(names, count ? tr_text(N_(", ")) : NO_TEXT);
		if (names)
			buf_text(names, paste->questions[i].entry->name);
		count++;
	}
	return count;
}

int64_t paste_strangers(const struct meeting *meeting, struct buf *names)
{
	return meeting->paste ? paste_waits(meeting->paste, false, names) : 0;
}

/* 赵不存在（请假，出差）: as it is read again. */
static void said_of(const struct rollcall_entry *entry, struct buf *out)
{
	const struct choice *mark = choice_coded(attendance_marks, entry->mark);

	buf_text(out, entry->name);
	if (entry->mark == MARK_PRESENT || !mark)
		return;
	buf_printf(out, "（%s", mark->label);
	if (entry->minutes)
		buf_printf(out, "%d分钟", entry->minutes);
	if (entry->reason.len)
		buf_printf(out, "，%.*s", (int)entry->reason.len, entry->reason.at);
	buf_text(out, TEXT("）"));
}

void paste_add_waiting(const struct meeting *meeting, struct buf *text)
{
	const struct paste *paste = meeting->paste;

	for (size_t i = 0; paste && i < paste->question_count; i++) {
		const struct rollcall_entry *entry = paste->questions[i].entry;

		if (!paste_unanswered(&paste->questions[i], false))
			continue;
		buf_byte(text, '\n');
		said_of(entry, text);
	}
}

void paste_patch(const struct meeting *meeting, struct patch *patch)
{
	struct paste *paste = meeting->paste;
	struct buf words = BUF_INIT;

	for (size_t i = 0; paste && i < paste->question_count; i++) {
		struct rollcall_entry said = *paste->questions[i].entry;

		if (!paste_unanswered(&paste->questions[i], false))
			continue;
		buf_clear(&words);
		said_of(&said, &words);
		said.name = buf_as_text(&words);
		paste_add_guest(&said, paste, patch, PASTED_KEYS + i);
	}
	buf_release(&words);
}

bool paste_edit(const struct edit *edit)
{
	return edit->tag == MEETING_GUESTS && edit->row >= (ROW_NEW | PASTED_KEYS);
}

void paste_put_back(struct screen *screen, const struct patch *patch, bool ask)
{
	struct buf lines = BUF_INIT;

	for (size_t i = 0; i < patch->count; i++) {
		struct view row = {.entity = &guest_rows, .body = patch->edits[i].new.bytes};
		struct text name = view_text(&row, GUEST_NAME);

		if (paste_edit(&patch->edits[i]))
			buf_printf(&lines, "%.*s\n", (int)name.len, name.at);
	}
	if (lines.len)
		paste_read(screen, buf_as_text(&lines), ask);
	buf_release(&lines);
}

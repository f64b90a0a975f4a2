/* What help says beyond the table of actions: keys that are typed as data, and how figures are computed. */
#ifndef TUI_HELP_NOTES_H
#define TUI_HELP_NOTES_H

/* On the screen of that name, in the part of it that is called so (a message id, as the corner says it; NULL:
 * in all of them). */
struct help_key {
	const char *screen, *part;
	const char *keys, *words; /* message ids */
	const char *typed;        /* what Enter types; NULL: the line stands for several keys */
};
struct help_rule {
	const char *screen, *part;
	const char *words;  /* message id */
	const char *system; /* code of the system it comes from, whose text Enter shows; NULL: none */
};
extern const struct help_key help_keys[];   /* ended by a NULL screen */
extern const struct help_rule help_rules[]; /* the same */

#endif

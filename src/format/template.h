/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * template.h - pages with holes, filled from a tree of nodes.
 *
 * The language is Mustache: {{name}}, {{a.b}}, {{.}}, {{#section}},
 * {{^otherwise}}, {{/section}}, {{! remark}}, {{> part}}, {{=<% %>=}};
 * all of the published specification but its optional parts (functions,
 * names found at run time, inheritance).
 *
 * Values are escaped; {{{name}}} and {{&name}} are not, nor are N_HTML
 * nodes, which the program made itself.  A name that is not there writes
 * nothing.  Sections hold for true, texts that are not empty, lists with
 * rows, objects, and every number, day or amount that is there: 0 is an
 * answer, NAN is none.
 *
 * Numbers, days and money are written for people (local.h) between tags
 * and in the attributes that people read or hear (title, alt,
 * placeholder, label, aria-label, aria-description, aria-valuetext).  In
 * any other attribute, where href, value or d want them, they are
 * written for machines: 1234.5, 2023-01-16.
 *
 * Our one extension: a section named _ holds an English sentence that is
 * looked up in the words before it is filled in:
 *
 *	{{#_}}{{n}} people have answered.{{/_}}
 *
 * Runs of blanks in it count as one, none at its ends.  It is plain
 * text, escaped like a value: no markup, no sections, only {{names}}.
 */
#ifndef FORMAT_TEMPLATE_H
#define FORMAT_TEMPLATE_H

#include "base/error.h"
#include "base/node.h"
#include "base/words.h"
#include "base/write.h"

struct local;
struct template;

enum {
	TEMPLATE_BYTES = 1 << 20,       /* longest text */
	TEMPLATE_DEPTH = 64,            /* sections, parts in one another */
	TEMPLATE_PARTS = 1000000        /* parts filled in one rendering */
};

struct template_with {
	/* The part of that name, or NULL: then nothing is written. */
	const struct template *(*part)(const void *parts, str name);
	const void         *parts;
	const struct local *local;      /* NULL: as for machines */
	const struct words *words;      /* NULL: English */
};

/*
 * Read a template.  It keeps views into the text, which must live as
 * long; then many threads may render it at once.
 * Fails with INVALID and the line.  Cost: linear.
 */
CHECKED bool template_parse(struct arena *, str text, struct template **,
    struct errors *);

/* A rendering that passes a limit ends there, with over set in the writer.
 * `with` may be NULL. */
void template_render(struct write *, const struct template *,
    const struct node *root, const struct template_with *);

/* Calls `each` with every sentence to translate, in order; and with the
 * name of every part, so that one can look whether there is such a part. */
void template_sentences(const struct template *,
    void (*each)(void *, str english), void *);
void template_parts(const struct template *,
    void (*each)(void *, str name), void *);

#endif

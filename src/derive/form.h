/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * form.h - the form of an entity: a tree for a template, and back again.
 *
 * form_node fills `into` with
 *
 *	entity, label, about   its name; what one is called; a sentence
 *	is_new                 the row has no id yet
 *	id, revision           of the row (missing if new): hidden inputs, so
 *	                       that a stale form is a CONFLICT
 *	faulty                 true if there are faults
 *	summary   list         all faults: text, and for a field's: label and
 *	                       href ("#f-title")
 *	fields    list         in the order of the table:
 *
 *	  name                 of the input and of the value sent
 *	  id                   "f-title": of the input, for <label for>
 *	  label, hint, unit, help
 *	  required, readonly   true or missing
 *	  error                sentences, missing when it is fine
 *	  described            for aria-describedby: "f-title-e f-title-h" (the
 *	                       ids of error and hint); missing if neither
 *	  shown                the value for people
 *	  value                the value as text for the input: what was typed
 *	                       when that was wrong; "" for none
 *	  min, max, maxlength  attributes as text; missing when unbounded
 *
 * and exactly one of these is true:
 *
 *	  is_text      one line
 *	  is_long      paragraphs
 *	  is_number    text with inputmode: "numeric" or "decimal" in `mode`,
 *	               not type=number, which swallows what it does not like;
 *	               `step` is "1" or "any"
 *	  is_money     value is the amount; a second input NAME_currency with
 *	               the value `currency`
 *	  is_day       type=date, value 2024-01-31
 *	  is_moment    type=datetime-local, value 2024-01-31T08:05, UTC
 *	  is_bool      radio buttons of `options` (yes, no, and "" for not said)
 *	  is_choice    `options`; few: true when radio buttons fit (at most 6);
 *	               else a select
 *	  is_choices   check boxes of `options`
 *	  is_ref       to (entity), to_label; value what stands in the box (a
 *	               name, or what was typed); `ref` the id behind it, or "".
 *	               Hidden inputs NAME.id (= ref) and NAME.was (= value)
 *	  is_refs      to, to_label; `refs` list: value (id), label; a check
 *	               box each, checked, of the name NAME; and a text box
 *	               NAME.more for codes with ; between, its value `more`
 *	  is_table     `columns` list: name, label; `rows` list: number, `cells`
 *	               list: name ("steps.0.step"), label, value. Two rows more
 *	               than are filled, for adding
 *	  is_lang      `inputs` list, one a language of the site: name
 *	               ("title.vi"), id, lang, label ("Tiếng Việt"), value, rtl;
 *	               long true where paragraphs fit (always: template's taste)
 *	  is_json      paragraphs of JSON
 *
 *	  options: list of value, label, note, selected (true or missing); a
 *	  choice has an empty one first.
 *
 * A group that sends nothing when it is empty (is_choices, is_refs,
 * is_table) needs a hidden input of its NAME with an empty value before
 * it: what is not sent at all is left as it was.
 *
 * Not in forms: KEPT, SECRET and T_STATE fields, bytes, and PERSONAL ones
 * for who may not see them.  Fields that `may` refuses are `readonly`:
 * they have `shown`, no input, and are not read.
 */
#ifndef DERIVE_FORM_H
#define DERIVE_FORM_H

#include "base/error.h"
#include "base/node.h"
#include "base/pair.h"
#include "derive/lookup.h"
#include "model/model.h"

struct form_lang {
	const char *tag, *name;         /* "vi", "Tiếng Việt" */
	bool        rtl;
};

struct form {
	struct arena           *arena;
	const struct entity    *entity;
	const struct lookup    *lookup;  /* NULL: English, no PERSONAL */
	const struct form_lang *langs;   /* of the site, ends with { 0 }; NULL:
	                                  * English alone */
	const char             *currency;/* offered where none is said; or
	                                  * NULL */
	str                     clock;   /* the zone moments are typed and
	                                  * shown in; none: UTC */
	/* Whether the actor may change the field; NULL: all of them. */
	bool                  (*may)(void *with, const struct field *);
	void                   *with;
	/* What was sent, when a form comes back with faults. */
	const struct pair      *typed;   /* [n_typed] */
	size_t                  n_typed;
	const struct errors    *errors;  /* or NULL */
};

/* Whether it is in forms of this reader at all. */
bool form_has(const struct form *, const struct field *);

void form_node(const struct form *, const void *row, struct node *into);

/*
 * Put what was sent into the row.  All faults are gathered in `errors`
 * (INVALID, on the field), the field then being left as it was; names
 * that are no field of the form are passed over (csrf, buttons).
 * Bounds and rules: valid.h.
 */
CHECKED bool form_read(const struct form *, const struct pair *, size_t n,
                 void *row, struct errors *errors);

#endif

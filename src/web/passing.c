/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/passing.h"

#include "base/write.h"
#include "format/html.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/programme.h"

void
passing_speak(struct ctx *c, const struct request *q, str language)
{
	if (q->lang.n > 0 || c->chose_lang || str_none(language))
		return;
	c->words = words_named(language);
	c->lang = c->words == NULL ? "en" : c->words->tag;
	c->errors.words = c->words;
}

bool
passing_named(struct ctx *c, const struct request *q, struct pass *p)
{
	if (!pass_by_key(c, request_at(q, "key"), p))
		return false;
	passing_speak(c, q, p->link.language);
	return true;
}

str
passing_href(struct ctx *c, const struct pass *p, const char *rest)
{
	struct write w = write_new(c->arena, 1000);

	write_z(&w, "/mine/");
	html_url_part(&w, p->key);
	write_z(&w, rest);
	return write_done(&w);
}

bool
passing_put(struct ctx *c, const struct pass *p, struct node *out)
{
	str title = text_in(c->arena, p->event.title, c->lang);

	node_text(out, "event", title);
	node_text(out, "base", passing_href(c, p, ""));
	node_text(out, "person", p->person.name);
	node_text(out, "programme_title", text_in(c->arena,
	    p->programme.title, c->lang));
	node_day(out, "from", p->event.start);
	node_day(out, "to", p->event.end);
	node_text(out, "venue", p->event.venue);
	node_text(out, "times", p->event.times);
	return clock_put(c, p->programme.row.id, out);
}

str
exam_title(struct ctx *c, const struct event_test *t)
{
	str own = text_in(c->arena, t->title, c->lang);

	if (!str_none(own))
		return own;
	return str_of(say(c, str_is(t->phase, "pre") ? "Test before the course"
	    : str_is(t->phase, "post") ? "Test after the course"
	    : "Test some months later"));
}

size_t
exam_option_names(struct ctx *c, const struct test_item *it, str **texts)
{
	size_t n = exam_options(c->arena, it, c->lang, texts);

	if (exam_kind_of(it) == EXAM_TRUE_FALSE) {
		(*texts)[0] = str_of(say(c, "True"));
		(*texts)[1] = str_of(say(c, "False"));
	}
	return n;
}

static str
options_say(struct ctx *c, const struct test_item *it, uint64_t mask)
{
	struct write w = write_new(c->arena, 1 << 16);
	str *texts;
	size_t i, n = exam_option_names(c, it, &texts);

	for (i = 0; i < n; i++) {
		if (!(mask >> i & 1))
			continue;
		write_z(&w, w.n > 0 ? "; " : "");
		write_str(&w, texts[i]);
	}
	return write_done(&w);
}

str
exam_says(struct ctx *c, const struct test_item *it, str given)
{
	if (str_none(given) || exam_kind_of(it) >= EXAM_NUMBER)
		return given;
	return options_say(c, it, exam_mask(given));
}

str
exam_key_says(struct ctx *c, const struct test_item *it)
{
	str *accepted;
	size_t n;

	switch (exam_kind_of(it)) {
	case EXAM_ONE:
	case EXAM_TRUE_FALSE:
		return options_say(c, it, it->key < 1 ? 0 : (uint64_t)1 <<
		    (it->key - 1));
	case EXAM_SEVERAL:
		return options_say(c, it, exam_mask(it->keys));
	case EXAM_NUMBER:
		return it->tolerance > 0 ? str_print(c->arena, "%.10g ± %.10g",
		    it->number, it->tolerance) : str_print(c->arena, "%.10g",
		    it->number);
	case EXAM_SHORT:
		break;
	}
	n = exam_accepted(c->arena, it, &accepted);
	return str_join(c->arena, accepted, n, S("; "));
}

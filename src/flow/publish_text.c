/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Names, addresses and numbers of persons taken out of a text. */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/map.h"
#include "base/write.h"
#include "flow/gather.h"
#include "flow/publish.h"
#include "model/office.h"
#include "model/text.h"
#include "store/store.h"

enum {
	WORDS = 12,             /* of a name; more are not looked at */
	LONE = 3,               /* letters of a name of one word, at least */
	DIGITS = 8              /* of a telephone number, at least */
};

struct name {
	str    word[WORDS];             /* folded */
	size_t n;
	struct name *next;              /* that begins alike */
};

struct publish_names {
	struct map   *first;            /* first word: place in `name` */
	struct name **name;
	size_t        n, room;
};

/* ---- words ---- */

/* Signs that no blank parts from the name beside them: quotes, dashes and
 * the rest of U+00A0..U+00BF, U+2000..U+206F, U+3000..U+303F. */
static bool
is_mark(str s, size_t i)
{
	unsigned char a = (unsigned char)s.p[i],
	    b = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;

	return (a == 0xc2 && b >= 0xa0) || (a == 0xe2 && (b == 0x80 ||
	    b == 0x81)) || (a == 0xe3 && b == 0x80);
}

/* Bytes of the letter there; 0: no letter. */
static size_t
letter(str s, size_t i)
{
	unsigned char ch = (unsigned char)s.p[i];
	size_t n = ch < 0x80 ? 1 : ch >= 0xf0 ? 4 : ch >= 0xe0 ? 3 : 2;

	if (ch < 0x80 ? !isalnum(ch) : is_mark(s, i))
		return 0;
	return n < s.n - i ? n : s.n - i;
}

/* Chinese, Japanese and Korean are written without blanks: each sign of
 * them is a word. */
static bool
stands_alone(str s, size_t i)
{
	unsigned char ch = (unsigned char)s.p[i];

	return (ch >= 0xe3 && ch <= 0xed) || ch >= 0xf0;
}

/* Over what is no letter, but never half a sign. */
static size_t
past(str s, size_t i)
{
	size_t n = (unsigned char)s.p[i] >= 0xe0 ? 3
	    : (unsigned char)s.p[i] >= 0xc0 ? 2 : 1;

	return n < s.n - i ? i + n : s.n;
}

/* The next word from *at on; false: none is left.  "Meyer's" and
 * "Jean-Luc" are two, in names and texts alike. */
static bool
next_word(str text, size_t *at, str *word)
{
	size_t from, n;

	while (*at < text.n && letter(text, *at) == 0)
		*at = past(text, *at);
	from = *at;
	while (*at < text.n && (n = letter(text, *at)) > 0) {
		if (stands_alone(text, *at)) {
			*at += *at == from ? n : 0;
			break;
		}
		*at += n;
	}
	*word = str_part(text, from, *at);
	return from < *at;
}

static void
add(struct arena *a, struct publish_names *all, str full)
{
	struct name *x = NEW(a, struct name);
	str folded = fold(a, full), word;
	size_t at = 0, *place;

	while (x->n < WORDS && next_word(folded, &at, &word))
		x->word[x->n++] = word;
	if (x->n == 0 || (x->n == 1 && str_points(x->word[0]) < LONE))
		return;
	place = map_at(all->first, x->word[0], all->n);
	if (*place == all->n) {
		all->name = arena_more(a, all->name, all->n, &all->room,
		    sizeof(struct name *));
		all->name[all->n++] = NULL;
	}
	x->next = all->name[*place];
	all->name[*place] = x;
}

static bool
users_add(struct ctx *c, struct publish_names *all)
{
	const struct user *u;
	size_t i, n;

	u = gather(c, &user_entity, (struct id){ { 0 } }, &n);
	for (i = 0; u != NULL && i < n; i++)
		add(c->arena, all, u[i].name);
	return u != NULL;
}

bool
publish_names(struct ctx *c, struct id programme, struct publish_names **out)
{
	struct publish_names *all = *out = NEW(c->arena, struct publish_names);
	struct value of = value_id(programme), v;
	struct cursor *cursor;

	all->first = map_new(c->arena);
	if (!store_query(c->store, "programme_names", &of, 1, c->arena,
	    &cursor, &c->errors))
		return false;
	while (store_answer(cursor, &v, 1))
		if (v.kind == V_TEXT)
			add(c->arena, all, v.t);
	return store_end(cursor, &c->errors) && users_add(c, all);
}

/* ---- a text ---- */

/* Where the name ends that begins at this word; 0: none does.  A name of
 * one word must be written as one, large first. */
static size_t
name_end(struct ctx *c, const struct publish_names *all, str text, str word,
    size_t behind)
{
	const struct name *x;
	size_t place, at, i, best = 0;
	str next;

	if (!map_find(all->first, fold(c->arena, word), &place))
		return 0;
	for (x = all->name[place]; x != NULL; x = x->next) {
		at = behind;
		for (i = 1; i < x->n && next_word(text, &at, &next); i++)
			if (!str_same(fold(c->arena, next), x->word[i]))
				break;
		if (i == x->n && at > best &&
		    (x->n > 1 || !islower((unsigned char)word.p[0])))
			best = at;
	}
	return best;
}

/* Where an address or a number ends that begins at `from`; 0: neither. */
static size_t
address_end(str text, size_t from)
{
	size_t i = from, digits = 0, last = 0;
	bool is_mail = false;

	while (i < text.n && (isalnum((unsigned char)text.p[i]) ||
	    ((unsigned char)text.p[i] >= 0x80 && !is_mark(text, i)) ||
	    (text.p[i] != '\0' && strchr(".'-_+@", text.p[i]) != NULL)))
		is_mail |= text.p[i++] == '@' && i > from + 1;
	if (is_mail)
		return i;
	if (text.p[from] != '+' && text.p[from] != '0')
		return 0;
	/* Not the 01 of 2026-01-31. */
	if (from > 0 && (isalnum((unsigned char)text.p[from - 1]) ||
	    text.p[from - 1] == '-'))
		return 0;
	for (i = from; i < text.n && (isdigit((unsigned char)text.p[i]) ||
	    text.p[i] == ' ' || text.p[i] == '-' || text.p[i] == '.' ||
	    text.p[i] == '(' || text.p[i] == ')' || text.p[i] == '+'); i++)
		if (isdigit((unsigned char)text.p[i])) {
			digits++;
			last = i + 1;
		}
	return digits >= DIGITS ? last : 0;
}

str
publish_text(struct ctx *c, const struct publish_names *all, str text,
    size_t *found)
{
	struct write w = write_new(c->arena, 0);
	size_t at = 0, end, behind, n = 0;
	str word;

	if (str_none(text))
		return text;
	while (at < text.n) {
		end = address_end(text, at);
		behind = at;
		if (end == 0 && letter(text, at) > 0) {
			(void)next_word(text, &behind, &word);
			end = name_end(c, all, text, word, behind);
		}
		if (end > 0) {
			write_z(&w, "…");
			at = end;
			n++;
			continue;
		}
		behind = behind > at ? behind : past(text, at);
		write_str(&w, str_part(text, at, behind));
		at = behind;
	}
	if (found != NULL)
		*found += n;
	return write_done(&w);
}

bool
publish_title(struct ctx *c, const struct programme *p, str *title)
{
	struct ctx s = *c;
	struct publish_names *names;
	bool fine;

	*title = text_in(c->arena, p->title, c->lang);
	if (str_none(*title)) {
		*title = p->code;
		return true;
	}
	s.arena = arena_new(0);         /* of the names, which are many */
	fine = publish_names(&s, p->row.id, &names);
	if (fine)
		*title = str_copy(c->arena, publish_text(&s, names, *title,
		    NULL));
	c->errors = s.errors;
	arena_free(s.arena);
	return fine;
}

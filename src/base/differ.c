/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/differ.h"

#include <stdint.h>

#include "base/arena.h"

struct texts {                  /* lines of a text, or words of a line */
	str   *at;
	size_t n;
};

static str
trim_end(str s)
{
	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' ||
	    s.p[s.n - 1] == '\r'))
		s.n--;
	return s;
}

static struct texts
lines_of(struct arena *a, str text)
{
	struct texts t = { NULL, 0 };
	size_t room = 0;
	str rest = text, one;

	while (str_cut(&rest, '\n', &one)) {
		t.at = arena_more(a, t.at, t.n, &room, sizeof(str));
		t.at[t.n++] = trim_end(one);
	}
	while (t.n > 0 && str_none(t.at[t.n - 1]))
		t.n--;
	return t;
}

/* Words with the blanks behind them. */
static struct texts
words_of(struct arena *a, str line)
{
	struct texts t = { NULL, 0 };
	size_t room = 0, i = 0, from;

	while (i < line.n) {
		from = i;
		while (i < line.n && line.p[i] != ' ')
			i++;
		while (i < line.n && line.p[i] == ' ')
			i++;
		t.at = arena_more(a, t.at, t.n, &room, sizeof(str));
		t.at[t.n++] = str_part(line, from, i);
	}
	return t;
}

/* length[i][j]: the longest common part of what is behind i and j. */
static uint32_t *
common(struct arena *a, const struct texts *l, const struct texts *r)
{
	size_t w = r->n + 1, i, j;
	uint32_t *t = NEWS(a, uint32_t, (l->n + 1) * w);

	for (i = l->n; i-- > 0;)
		for (j = r->n; j-- > 0;)
			if (str_same(l->at[i], r->at[j]))
				t[i * w + j] = t[(i + 1) * w + j + 1] + 1;
			else
				t[i * w + j] = t[(i + 1) * w + j] >=
				    t[i * w + j + 1] ? t[(i + 1) * w + j]
				    : t[i * w + j + 1];
	return t;
}

struct steps {
	char  *what;            /* '=', '-', '+' */
	size_t n;
};

static struct steps
walk(struct arena *a, const struct texts *l, const struct texts *r)
{
	struct steps s = { NEWS(a, char, l->n + r->n + 1), 0 };
	size_t w = r->n + 1, i = 0, j = 0;
	uint32_t *t = NULL;

	if ((l->n + 1) * w <= DIFFER_CELLS)
		t = common(a, l, r);
	while (i < l->n || j < r->n)
		if (i < l->n && j < r->n && str_same(l->at[i], r->at[j])) {
			s.what[s.n++] = '=';
			i++, j++;
		} else if (j == r->n || (i < l->n && (t == NULL ||
		    t[(i + 1) * w + j] >= t[i * w + j + 1]))) {
			s.what[s.n++] = '-';
			i++;
		} else {
			s.what[s.n++] = '+';
			j++;
		}
	return s;
}

/* Runs of the same kind are one piece. */
static void
add_piece(struct differ_piece *p, size_t *n, str word, bool differs)
{
	if (*n > 0 && p[*n - 1].differs == differs)
		p[*n - 1].text.n += word.n;
	else
		p[(*n)++] = (struct differ_piece){ word, differs };
}

static void
mark_words(struct arena *a, struct differ_line *d)
{
	struct texts l = words_of(a, d->left), r = words_of(a, d->right);
	struct steps s = walk(a, &l, &r);
	size_t i, at = 0, to = 0;

	d->lefts = NEWS(a, struct differ_piece, l.n + 1);
	d->rights = NEWS(a, struct differ_piece, r.n + 1);
	for (i = 0; i < s.n; i++) {
		if (s.what[i] != '+')
			add_piece(d->lefts, &d->n_lefts, l.at[at++],
			    s.what[i] == '-');
		if (s.what[i] != '-')
			add_piece(d->rights, &d->n_rights, r.at[to++],
			    s.what[i] == '+');
	}
}

/* What went and what came between two lines that stayed. */
static size_t
pair_up(struct arena *a, const struct texts *l, size_t at, size_t gone,
    const struct texts *r, size_t to, size_t came, struct differ_line *out)
{
	size_t i, n = gone > came ? gone : came;

	for (i = 0; i < n; i++) {
		out[i] = (struct differ_line){ .is = i >= came ? DIFFER_GONE :
		    i >= gone ? DIFFER_NEW : DIFFER_CHANGED };
		if (i < gone)
			out[i].left = l->at[at + i];
		if (i < came)
			out[i].right = r->at[to + i];
		if (out[i].is == DIFFER_CHANGED)
			mark_words(a, &out[i]);
	}
	return n;
}

struct differ_line *
differ(struct arena *a, str left, str right, size_t *n)
{
	struct texts l = lines_of(a, left), r = lines_of(a, right);
	struct steps s = walk(a, &l, &r);
	struct differ_line *out = NEWS(a, struct differ_line, l.n + r.n + 1);
	size_t i = 0, at = 0, to = 0, gone, came;

	*n = 0;
	while (i < s.n) {
		if (s.what[i] == '=') {
			out[(*n)++] = (struct differ_line){ DIFFER_SAME,
				l.at[at++], r.at[to++] };
			i++;
			continue;
		}
		for (gone = came = 0; i < s.n && s.what[i] != '='; i++) {
			gone += s.what[i] == '-';
			came += s.what[i] == '+';
		}
		*n += pair_up(a, &l, at, gone, &r, to, came, &out[*n]);
		at += gone;
		to += came;
	}
	return out;
}

size_t
differ_count(const struct differ_line *d, size_t n)
{
	size_t i, k = 0;

	for (i = 0; i < n; i++)
		k += d[i].is != DIFFER_SAME;
	return k;
}

/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/error.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/words.h"

/* One row per fault, in the order of the enum. */
static const struct {
	const char *name;
	int         status, exit;
} faults[] = {
	[FINE]     = { "fine",     200, 0 },
	[INVALID]  = { "invalid",  422, 1 },
	[ABSENT]   = { "absent",   404, 1 },
	[DENIED]   = { "denied",   403, 2 },
	[CONFLICT] = { "conflict", 409, 3 },
	[BUSY]     = { "busy",     503, 4 },
	[NO_ROOM]  = { "no_room",  507, 5 },
	[BROKEN]   = { "broken",   500, 5 },
};

/* The next conversion of a format from *at on, "%%" left out; its length,
 * 0 when there is none. */
static size_t
conversion(const char **at)
{
	const char *p = *at;
	size_t n;

	for (; (p = strchr(p, '%')) != NULL && p[1] == '%'; p += 2)
		;
	if (p == NULL)
		return 0;
	n = 1 + strspn(p + 1, "0123456789$#+- '.*hljztL");
	*at = p;
	return p[n] == '\0' ? n : n + 1;
}

/* A translation with other conversions would read arguments that are not
 * there, so it is not used. */
static bool
same_conversions(const char *a, const char *b)
{
	size_t n, m;

	do {
		n = conversion(&a);
		m = conversion(&b);
		if (n != m || (n > 0 && memcmp(a, b, n) != 0))
			return false;
		a += n;
		b += m;
	} while (n > 0);
	return true;
}

static const char *
translated(const struct words *w, const char *format)
{
	const char *other = words_say(w, format);

	return same_conversions(format, other) ? other : format;
}

bool
fail(struct errors *e, enum fault fault, const char *field,
    const char *format, ...)
{
	struct error *it = NEW(e->arena, struct error);
	va_list ap;

	it->fault = fault;
	it->field = field;
	va_start(ap, format);
	it->text = str_vprint(e->arena, translated(e->words, format), ap).p;
	va_end(ap);
	if (e->first == NULL)
		e->first = it;
	else
		e->last->next = it;
	e->last = it;
	return false;
}

enum fault
errors_worst(const struct errors *e)
{
	const struct error *it;
	enum fault worst = FINE;

	for (it = e->first; it != NULL; it = it->next)
		if (it->fault > worst)
			worst = it->fault;
	return worst;
}

const char *
errors_text(const struct errors *e, const char *field)
{
	const struct error *it;

	for (it = e->first; it != NULL; it = it->next)
		if (field == NULL || (it->field != NULL &&
		    strcmp(it->field, field) == 0))
			return it->text;
	return NULL;
}

void
errors_clear(struct errors *e)
{
	e->first = e->last = NULL;
}

int
fault_status(enum fault f)
{
	return faults[f].status;
}

int
fault_exit(enum fault f)
{
	return faults[f].exit;
}

const char *
fault_name(enum fault f)
{
	return faults[f].name;
}

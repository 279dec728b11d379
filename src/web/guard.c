/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/guard.h"

#include <string.h>

static bool
is_token(str s)
{
	static const char marks[] = "!#$%&'*+-.^_`|~";
	size_t i;
	char c;

	for (i = 0; i < s.n; i++) {
		c = s.p[i];
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9'))
			continue;
		if (c == '\0' || strchr(marks, c) == NULL)
			return false;
	}
	return s.n > 0;
}

/* No controls but the tab: a CR or a NUL ends a line for somebody. */
static bool
is_value(str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] < 0x20 && s.p[i] != '\t') ||
		    s.p[i] == 0x7f)
			return false;
	return true;
}

static bool
is_digits(str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

/* Letters, digits and what names, addresses and ports are made of. */
static bool
is_host(str s)
{
	size_t i;
	char c;

	for (i = 0; i < s.n; i++) {
		c = s.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') ||
		    (c != '\0' && strchr("-._:[]", c) != NULL)))
			return false;
	}
	return s.n > 0 && s.n <= 300;
}

static bool
is_target(str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= 0x20 ||
		    (unsigned char)s.p[i] >= 0x7f || s.p[i] == '#')
			return false;
	return s.n > 0 && (s.p[0] == '/' || str_starts(s, S("http://")) ||
	    str_starts(s, S("https://")));
}

str
head_field(const struct head *h, const char *name)
{
	size_t i;

	for (i = 0; i < h->n; i++)
		if (str_same_nocase(h->fields[i].name, str_of(name)))
			return h->fields[i].value;
	return (str){ 0 };
}

static size_t
count(const struct head *h, const char *name)
{
	size_t i, n = 0;

	for (i = 0; i < h->n; i++)
		n += str_same_nocase(h->fields[i].name, str_of(name));
	return n;
}

int64_t
head_length(const struct head *h)
{
	str length = head_field(h, "Content-Length");
	int64_t n;

	if (head_field(h, "Transfer-Encoding").p != NULL)
		return -1;
	return length.p != NULL && str_int(length, &n) ? n : 0;
}

/* Whether the bytes of the head are explained by what was read of it. */
static bool
is_whole(const struct head *h)
{
	size_t i, least;

	if (h->size == 0)
		return true;
	least = h->method.n + 1 + h->target.n + 1 + h->version.n + 2 + 2;
	for (i = 0; i < h->n; i++)
		least += h->fields[i].name.n + 1 + h->fields[i].value.n + 2;
	return h->size >= least && h->size <= least + h->n;
}

static int
refuse(int status, const char *sentence, const char **says)
{
	*says = sentence;
	return status;
}

static int
check_lengths(const struct head *h, const char **says)
{
	size_t lengths = count(h, "Content-Length");
	size_t codings = count(h, "Transfer-Encoding");
	str length = head_field(h, "Content-Length");

	if (lengths > 1 || (lengths == 1 && !is_digits(length)))
		return refuse(400, "Content-Length must be one number.", says);
	if (length.n > 15)
		return refuse(413, "The body is too large.", says);
	if (lengths + codings > 1)
		return refuse(400, "Content-Length and Transfer-Encoding "
		    "must not come together, nor twice.", says);
	if (codings == 0)
		return 0;
	if (str_is(h->version, "HTTP/1.0"))
		return refuse(400, "HTTP/1.0 knows no Transfer-Encoding.",
		    says);
	if (!str_same_nocase(head_field(h, "Transfer-Encoding"), S("chunked")))
		return refuse(501, "Of transfer encodings, only chunked is "
		    "understood.", says);
	return 0;
}

static int
check_fields(const struct head *h, const char **says)
{
	size_t i;

	if (h->n > GUARD_FIELDS)
		return refuse(431, "The request has too many header lines.",
		    says);
	for (i = 0; i < h->n; i++) {
		if (!is_token(h->fields[i].name))
			return refuse(400, "A header name has a character that "
			    "does not belong there.", says);
		if (!is_value(h->fields[i].value))
			return refuse(400, "A header value has a control "
			    "character in it.", says);
		if (h->fields[i].value.n > GUARD_VALUE)
			return refuse(431, "A header value is too long.", says);
	}
	return 0;
}

static int
check_host(const struct head *h, const char **says)
{
	size_t hosts = count(h, "Host");

	if (hosts == 0 && str_is(h->version, "HTTP/1.0"))
		return 0;
	if (hosts != 1)
		return refuse(400, "A request has exactly one Host.", says);
	if (!is_host(head_field(h, "Host")))
		return refuse(400, "The Host is not a name or an address.",
		    says);
	return 0;
}

static int
check_rest(const struct head *h, const char **says)
{
	str expect = head_field(h, "Expect");
	str coding = head_field(h, "Content-Encoding");

	if (expect.p != NULL && !str_same_nocase(expect, S("100-continue")))
		return refuse(417, "Of expectations, only 100-continue is "
		    "understood.", says);
	if (coding.n > 0 && !str_same_nocase(coding, S("identity")))
		return refuse(415, "Send the body as it is, without "
		    "Content-Encoding.", says);
	return 0;
}

int
guard_check(const struct head *h, const char **says)
{
	int status;

	if (!is_token(h->method) || h->method.n > 16)
		return refuse(400, "The method is not a word.", says);
	if (h->target.n > GUARD_TARGET)
		return refuse(414, "The address is too long.", says);
	if (!is_target(h->target))
		return refuse(400, "The address has a character that does not "
		    "belong there.", says);
	if ((status = check_fields(h, says)) != 0 ||
	    (status = check_lengths(h, says)) != 0 ||
	    (status = check_host(h, says)) != 0 ||
	    (status = check_rest(h, says)) != 0)
		return status;
	if (!is_whole(h))
		return refuse(400, "The head of the request has folded lines, "
		    "lines without CR, blanks beyond one, or a NUL.", says);
	return 0;
}

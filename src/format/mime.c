/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/mime.h"

#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/write.h"

enum { LINE = 76, WORD = 39, BASE64_LINE = 57 };

static const char hex[] = "0123456789ABCDEF";
static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstu"
    "vwxyz0123456789+/";

/* ---- addresses ---- */

static bool
is_alnum(char k)
{
	return (k >= '0' && k <= '9') || (k >= 'a' && k <= 'z') ||
	    (k >= 'A' && k <= 'Z');
}

/* Pieces of letters with single dots between them. */
static bool
is_dotted(str s, const char *also, size_t most)
{
	size_t i;

	if (s.n == 0 || s.n > most || s.p[0] == '.' || s.p[s.n - 1] == '.')
		return false;
	for (i = 0; i < s.n; i++)
		if (!is_alnum(s.p[i]) && s.p[i] != '.' &&
		    (s.p[i] == '\0' || strchr(also, s.p[i]) == NULL))
			return false;
	return str_find(s, S("..")) == s.n;
}

bool
mime_is_address(str s)
{
	size_t at = str_find(s, S("@"));
	str host = str_part(s, at + 1, s.n);

	return s.n <= MIME_ADDRESS && at < s.n &&
	    is_dotted(str_part(s, 0, at), "!#$%&'*+-/=?^_`{|}~", 64) &&
	    is_dotted(host, "-", 253) && host.p[0] != '-' &&
	    host.p[host.n - 1] != '-';
}

static bool
is_clean(str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return false;
	return str_utf8(s);
}

/* ---- encodings ---- */

static void
base64_put(struct write *w, str s)
{
	unsigned long v;
	size_t i, n;
	int k;

	for (i = 0; i < s.n; i += 3) {
		n = s.n - i < 3 ? s.n - i : 3;
		v = (unsigned long)(unsigned char)s.p[i] << 16;
		v |= n > 1 ? (unsigned long)(unsigned char)s.p[i + 1] << 8 : 0;
		v |= n > 2 ? (unsigned long)(unsigned char)s.p[i + 2] : 0;
		for (k = 0; k < 4; k++)
			write_char(w, (size_t)k > n ? '='
			    : base64[v >> (18 - 6 * k) & 63]);
	}
}

static void
base64_lines(struct write *w, str s)
{
	size_t i;

	for (i = 0; i < s.n; i += BASE64_LINE) {
		base64_put(w, str_part(s, i, i + BASE64_LINE));
		write_z(w, "\r\n");
	}
}

/* RFC 2045 6.7; line ends of the text are line ends of the mail. */
static void
quoted_lines(struct write *w, str s)
{
	size_t i, at = 0;
	bool ends, plain;
	char k;

	for (i = 0; i < s.n; i++) {
		k = s.p[i];
		if (k == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
			continue;
		if (k == '\n') {
			write_z(w, "\r\n");
			at = 0;
			continue;
		}
		ends = i + 1 == s.n || s.p[i + 1] == '\n' ||
		    s.p[i + 1] == '\r';
		plain = (k >= '!' && k <= '~' && k != '=') ||
		    ((k == ' ' || k == '\t') && !ends);
		if (at + (plain ? 1 : 3) > LINE - 1) {
			write_z(w, "=\r\n");
			at = 0;
		}
		if (plain) {
			write_char(w, k);
		} else {
			write_char(w, '=');
			write_char(w, hex[(unsigned char)k >> 4]);
			write_char(w, hex[(unsigned char)k & 15]);
		}
		at += plain ? 1 : 3;
	}
	write_z(w, "\r\n");
}

static size_t
strange(str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += (unsigned char)s.p[i] > '~' || s.p[i] == '=';
	return n;
}

/* Where a piece of at most `most` bytes ends between two characters. */
static size_t
piece_end(str s, size_t from, size_t most)
{
	size_t to = from + most;

	if (to >= s.n)
		return s.n;
	while (to > from && ((unsigned char)s.p[to] & 0xc0) == 0x80)
		to--;
	return to > from ? to : s.n;
}

/* RFC 2047: encoded words of base64, one a line. */
static void
words_put(struct write *w, str s)
{
	size_t i, to;

	for (i = 0; i < s.n; i = to) {
		to = piece_end(s, i, WORD);
		write_z(w, i == 0 ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
		base64_put(w, str_part(s, i, to));
		write_z(w, "?=");
	}
}

/* Words of ASCII, folded between them; anything else encoded. */
static void
text_put(struct write *w, size_t used, str s)
{
	str rest = s, word;
	bool first = true;
	size_t at = used;

	if (!str_ascii(s) || str_find(s, S("=?")) < s.n ||
	    str_find(s, S("  ")) < s.n || str_starts(s, S(" ")) ||
	    str_ends(s, S(" "))) {
		words_put(w, s);
		return;
	}
	while (str_cut(&rest, ' ', &word)) {
		if (!first) {
			write_z(w, at + 1 + word.n > LINE ? "\r\n " : " ");
			at = at + 1 + word.n > LINE ? 1 : at + 1;
		}
		write_str(w, word);
		at += word.n;
		first = false;
	}
}

/* ---- headers ---- */

/* A name in quotes, or encoded. */
static void
address_put(struct write *w, const char *header, struct mime_address who)
{
	size_t i;

	write_format(w, "%s: ", header);
	if (str_none(who.name)) {
		write_str(w, who.address);
		write_z(w, "\r\n");
		return;
	}
	if (!str_ascii(who.name) || who.name.n > WORD) {
		words_put(w, who.name);
	} else {
		write_char(w, '"');
		for (i = 0; i < who.name.n; i++) {
			if (who.name.p[i] == '"' || who.name.p[i] == '\\')
				write_char(w, '\\');
			write_char(w, who.name.p[i]);
		}
		write_char(w, '"');
	}
	write_z(w, who.name.n > WORD ? "\r\n <" : " <");
	write_str(w, who.address);
	write_z(w, ">\r\n");
}

static void
date_put(struct write *w, int64_t ms)
{
	static const char day[] = "SunMonTueWedThuFriSat";
	static const char month[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	time_t at = (time_t)(ms / 1000);
	struct tm t;

	if (gmtime_r(&at, &t) == NULL)
		return;
	write_format(w, "Date: %.3s, %d %.3s %d %02d:%02d:%02d +0000\r\n",
	    day + 3 * t.tm_wday, t.tm_mday, month + 3 * t.tm_mon,
	    t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

static void
headers_put(struct write *w, const struct mime *m)
{
	size_t i;

	date_put(w, m->at);
	address_put(w, "From", m->from);
	address_put(w, "To", m->to);
	write_z(w, "Subject: ");
	text_put(w, 9, m->subject);
	write_format(w, "\r\nMessage-ID: <%.*s>\r\n", (int)m->id.n, m->id.p);
	if (!str_none(m->language))
		write_format(w, "Content-Language: %.*s\r\n",
		    (int)m->language.n, m->language.p);
	write_z(w, "Auto-Submitted: auto-generated\r\n");
	for (i = 0; i < m->n_more; i++)
		write_format(w, "%.*s:%s %.*s\r\n", (int)m->more[i].name.n,
		    m->more[i].name.p, m->more[i].name.n +
		    m->more[i].value.n + 2 > LINE ? "\r\n" : "",
		    (int)m->more[i].value.n,
		    m->more[i].value.p);
	write_z(w, "MIME-Version: 1.0\r\n");
}

/* ---- bodies ---- */

static void
part_put(struct write *w, const char *type, str method, str body)
{
	bool quoted = strange(body) * 6 < body.n;

	write_format(w, "Content-Type: %s; charset=utf-8", type);
	if (!str_none(method))
		write_format(w, "; method=%.*s", (int)method.n, method.p);
	write_format(w, "\r\nContent-Transfer-Encoding: %s\r\n\r\n",
	    quoted ? "quoted-printable" : "base64");
	if (quoted)
		quoted_lines(w, body);
	else
		base64_lines(w, body);
}

/* A mark that stands in no part: parts are encoded, and '=_' is in neither
 * encoding. */
#define MARK "=_tilth_part"
#define MIXED "=_tilth_file"

static void
bodies_put(struct write *w, const struct mime *m)
{
	if (str_none(m->html) && str_none(m->calendar)) {
		part_put(w, "text/plain", (str){ 0 }, m->text);
		return;
	}
	write_z(w, "Content-Type: multipart/alternative;\r\n"
	    " boundary=\"" MARK "\"\r\n\r\n--" MARK "\r\n");
	part_put(w, "text/plain", (str){ 0 }, m->text);
	if (!str_none(m->html)) {
		write_z(w, "--" MARK "\r\n");
		part_put(w, "text/html", (str){ 0 }, m->html);
	}
	if (!str_none(m->calendar)) {
		write_z(w, "--" MARK "\r\n");
		part_put(w, "text/calendar", m->method, m->calendar);
	}
	write_z(w, "--" MARK "--\r\n");
}

static void
file_put(struct write *w, const struct mime_file *f)
{
	write_format(w, "--" MIXED "\r\nContent-Type: %.*s\r\n"
	    "Content-Transfer-Encoding: base64\r\nContent-Disposition: "
	    "attachment;\r\n filename=\"%.*s\"\r\n\r\n", (int)f->type.n,
	    f->type.p, (int)f->name.n, f->name.p);
	base64_lines(w, f->bytes);
}

/* What is read, then what goes along. */
static void
all_put(struct write *w, const struct mime *m)
{
	size_t i;

	if (m->n_files == 0) {
		bodies_put(w, m);
		return;
	}
	write_z(w, "Content-Type: multipart/mixed;\r\n"
	    " boundary=\"" MIXED "\"\r\n\r\n--" MIXED "\r\n");
	bodies_put(w, m);
	for (i = 0; i < m->n_files; i++)
		file_put(w, &m->file[i]);
	write_z(w, "--" MIXED "--\r\n");
}

/* ---- the whole ---- */

static bool
is_name(str s)
{
	return s.n > 0 && s.n <= LINE && str_ascii(s) && is_clean(s) &&
	    str_find(s, S("\"")) == s.n && str_find(s, S("\\")) == s.n;
}

static bool
check(const struct mime *m, struct errors *e)
{
	size_t i;

	if (!mime_is_address(m->to.address))
		return fail(e, INVALID, "address", "'%.*s' is no address of "
		    "mail.", (int)m->to.address.n, m->to.address.p);
	if (!mime_is_address(m->from.address))
		return fail(e, INVALID, "from", "'%.*s' is no address of "
		    "mail.", (int)m->from.address.n, m->from.address.p);
	for (i = 0; i < m->n_files; i++)
		if (!is_name(m->file[i].name) || !is_name(m->file[i].type))
			return fail(e, INVALID, NULL, "A file that goes with "
			    "a mail has a name of plain letters.");
	for (i = 0; i < m->n_more; i++)
		if (!is_clean(m->more[i].name) || !is_clean(m->more[i].value))
			return fail(e, INVALID, NULL,
			    "A header of a mail is one line.");
	if (!is_clean(m->to.name) || !is_clean(m->from.name) ||
	    !is_clean(m->subject) || !is_clean(m->id) ||
	    !is_clean(m->language) || !is_clean(m->method))
		return fail(e, INVALID, "subject", "The subject and the names "
		    "of a mail are one line, without control characters.");
	return true;
}

bool
mime_write(struct arena *a, const struct mime *m, str *out, struct errors *e)
{
	struct write w = write_new(a, MIME_MOST);

	if (!check(m, e))
		return false;
	headers_put(&w, m);
	all_put(&w, m);
	if (w.over)
		return fail(e, INVALID, NULL, "The mail is too long.");
	*out = write_done(&w);
	return true;
}

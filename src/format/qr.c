/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/qr.h"

#include <stdlib.h>
#include <string.h>

#include <qrencode.h>

#include "base/arena.h"
#include "base/write.h"
#include "format/html.h"

bool
qr_make(struct arena *a, str text, struct qr *q, struct errors *e)
{
	QRcode *made;
	unsigned char *dark;
	size_t i, n;

	if (str_none(text) || text.n > QR_MOST ||
	    memchr(text.p, '\0', text.n) != NULL)
		return fail(e, INVALID, NULL,
		    "A QR code holds a text of 1 to %d bytes.", QR_MOST);
	made = QRcode_encodeString(str_z(a, text), 0, QR_ECLEVEL_M,
	    QR_MODE_8, 1);
	if (made == NULL)
		return fail(e, BROKEN, NULL, "The QR code was not made.");
	n = (size_t)made->width;
	dark = NEWS(a, unsigned char, n * n);
	for (i = 0; i < n * n; i++)
		dark[i] = made->data[i] & 1;
	QRcode_free(made);
	*q = (struct qr){ n, dark };
	return true;
}

/* Dark modules that lie side by side are one bar of the path. */
static void
bars(struct write *w, const struct qr *q, size_t row)
{
	size_t x, from;

	for (x = 0; x < q->size; x++) {
		if (!q->dark[row * q->size + x])
			continue;
		for (from = x; x < q->size && q->dark[row * q->size + x];)
			x++;
		write_format(w, "M%zu %zuh%zuv1h-%zuz", from + QR_QUIET,
		    row + QR_QUIET, x - from, x - from);
	}
}

void
qr_svg(struct write *w, const struct qr *q, str label)
{
	size_t row, side = q->size + 2 * QR_QUIET;

	write_format(w, "<svg viewBox=\"0 0 %zu %zu\" role=\"img\" "
	    "shape-rendering=\"crispEdges\" aria-label=\"", side, side);
	html_escape(w, label);
	write_z(w, "\"><path fill=\"#fff\" d=\"M0 0h");
	write_format(w, "%zuv%zuh-%zuz\"/><path d=\"", side, side, side);
	for (row = 0; row < q->size; row++)
		bars(w, q, row);
	write_z(w, "\"/></svg>");
}

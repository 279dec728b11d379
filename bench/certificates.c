/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* certificates N - N certificates as one PDF, each with a name and a code of
 * its own: seconds, bytes and pages. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "flow/diploma.h"
#include "flow/reference.h"
#include "format/pdf.h"

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct certificate_view
view(struct arena *a, size_t i)
{
	static const char *const names[] = { "Nguyễn Thị Ngọc Ánh",
		"محمد الأمين ولد أحمد", "王小明", "José Ñúñez Ávila",
		"Đặng Hữu Phúc" };
	struct certificate_view v = { 0 };

	row_blank(&certificate_entity, &v.row);
	row_blank(&award_entity, &v.award);
	v.name = str_print(a, "%s %zu", names[i % 5], i);
	v.row.number = reference_new(a, "TL");
	v.row.issued_on = day_of(2026, 8, 28);
	v.award.kind = S("completion");
	v.award.title = S("Lớp học hiện trường cho cán bộ khuyến nông, mùa 1");
	v.award.issuer = S("Department of Crop Advice");
	v.award.signatory = S("Ngọc Đặng");
	v.award.second = S("Trần Quang Huy");
	v.award.language = S("vi");
	return v;
}

int
main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000, i;
	struct arena *a = arena_new(0);
	struct ctx c = { .arena = a, .errors = { .arena = a }, .lang = "en" };
	struct certificate_view *v = NEWS(a, struct certificate_view, n + 1);
	double from;
	str bytes;

	for (i = 0; i < n; i++)
		v[i] = view(a, i);
	from = now();
	if (!diploma_pdf(&c, v, n, S("https://tilth.example/c/"), &bytes)) {
		fprintf(stderr, "%s\n", errors_text(&c.errors, NULL));
		return 1;
	}
	printf("%.2f %zu %zu\n", now() - from, bytes.n, n);
	arena_free(a);
	pdf_leave();
	return 0;
}

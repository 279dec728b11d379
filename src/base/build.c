/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/build.h"

#include <elf.h>
#include <link.h>
#include <string.h>

#include "base/arena.h"
#include "base/write.h"

enum { MOST = 64 };

struct stamp {
	const unsigned char *p;
	size_t n;
};

static size_t
padded(size_t n)
{
	return (n + 3) & ~(size_t)3;
}

static void
look(const unsigned char *p, size_t n, struct stamp *out)
{
	ElfW(Nhdr) note;
	size_t name, whole;

	while (n >= sizeof(note)) {
		memcpy(&note, p, sizeof(note));
		name = sizeof(note) + padded(note.n_namesz);
		whole = name + padded(note.n_descsz);
		if (whole > n)
			return;
		if (note.n_type == NT_GNU_BUILD_ID && note.n_descsz <= MOST)
			*out = (struct stamp){ p + name, note.n_descsz };
		p += whole;
		n -= whole;
	}
}

/* The first is the program itself. */
static int
of_program(struct dl_phdr_info *info, size_t size, void *out)
{
	size_t i;

	(void)size;
	for (i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_NOTE)
			look((const unsigned char *)(info->dlpi_addr +
			    info->dlpi_phdr[i].p_vaddr),
			    info->dlpi_phdr[i].p_memsz, out);
	return 1;
}

str
build_stamp(struct arena *a)
{
	struct write w = write_new(a, 256);
	struct stamp found = { NULL, 0 };
	size_t i;

	(void)dl_iterate_phdr(of_program, &found);
	write_z(&w, TILTH_VERSION);
	for (i = 0; i < found.n; i++)
		write_format(&w, "%s%02x", i == 0 ? " " : "", found.p[i]);
	return write_done(&w);
}

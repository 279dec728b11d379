/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * pack_lib.h - what we call of libzip and of libxlsxwriter, loaded late.
 *
 * Both lead to a library of cryptography that is larger than all of them,
 * for ciphers we do not use.
 */
#ifndef FORMAT_PACK_LIB_H
#define FORMAT_PACK_LIB_H

#include <stdbool.h>

#include <xlsxwriter.h>
#include <zip.h>

#include "base/error.h"

struct zip_lib {
	int (*zip_close)(zip_t *);
	void (*zip_discard)(zip_t *);
	int (*zip_error_code_zip)(const zip_error_t *);
	void (*zip_error_fini)(zip_error_t *);
	void (*zip_error_init)(zip_error_t *);
	const char *(*zip_error_strerror)(zip_error_t *);
	int (*zip_fclose)(zip_file_t *);
	zip_int64_t (*zip_file_add)(zip_t *, const char *, zip_source_t *,
	    zip_flags_t);
	int (*zip_file_set_dostime)(zip_t *, zip_uint64_t, zip_uint16_t,
	    zip_uint16_t, zip_flags_t);
	zip_file_t *(*zip_fopen)(zip_t *, const char *, zip_flags_t);
	zip_int64_t (*zip_fread)(zip_file_t *, void *, zip_uint64_t);
	const char *(*zip_get_name)(zip_t *, zip_uint64_t, zip_flags_t);
	zip_int64_t (*zip_get_num_entries)(zip_t *, zip_flags_t);
	zip_int64_t (*zip_name_locate)(zip_t *, const char *, zip_flags_t);
	zip_t *(*zip_open_from_source)(zip_source_t *, int, zip_error_t *);
	zip_source_t *(*zip_source_buffer)(zip_t *, const void *,
	    zip_uint64_t, int);
	zip_source_t *(*zip_source_buffer_create)(const void *, zip_uint64_t,
	    int, zip_error_t *);
	int (*zip_source_close)(zip_source_t *);
	zip_source_t *(*zip_source_file_create)(const char *, zip_uint64_t,
	    zip_int64_t, zip_error_t *);
	void (*zip_source_free)(zip_source_t *);
	void (*zip_source_keep)(zip_source_t *);
	int (*zip_source_open)(zip_source_t *);
	zip_int64_t (*zip_source_read)(zip_source_t *, void *, zip_uint64_t);
	int (*zip_source_stat)(zip_source_t *, zip_stat_t *);
	int (*zip_stat)(zip_t *, const char *, zip_flags_t, zip_stat_t *);
	int (*zip_stat_index)(zip_t *, zip_uint64_t, zip_flags_t,
	    zip_stat_t *);
	const char *(*zip_strerror)(zip_t *);
};

struct book_lib {
	void (*format_set_align)(lxw_format *, uint8_t);
	void (*format_set_bg_color)(lxw_format *, lxw_color_t);
	void (*format_set_bold)(lxw_format *);
	void (*format_set_num_format)(lxw_format *, const char *);
	void (*format_set_text_wrap)(lxw_format *);
	char *(*lxw_strerror)(lxw_error);
	lxw_format *(*workbook_add_format)(lxw_workbook *);
	lxw_worksheet *(*workbook_add_worksheet)(lxw_workbook *,
	    const char *);
	lxw_error (*workbook_close)(lxw_workbook *);
	lxw_workbook *(*workbook_new)(const char *);
	lxw_workbook *(*workbook_new_opt)(const char *,
	    lxw_workbook_options *);
	void (*worksheet_fit_to_pages)(lxw_worksheet *, uint16_t, uint16_t);
	void (*worksheet_freeze_panes)(lxw_worksheet *, lxw_row_t, lxw_col_t);
	lxw_error (*worksheet_repeat_rows)(lxw_worksheet *, lxw_row_t,
	    lxw_row_t);
	lxw_error (*worksheet_set_column)(lxw_worksheet *, lxw_col_t,
	    lxw_col_t, double, lxw_format *);
	void (*worksheet_set_landscape)(lxw_worksheet *);
	void (*worksheet_set_paper)(lxw_worksheet *, uint8_t);
	lxw_error (*worksheet_write_boolean)(lxw_worksheet *, lxw_row_t,
	    lxw_col_t, int, lxw_format *);
	lxw_error (*worksheet_write_number)(lxw_worksheet *, lxw_row_t,
	    lxw_col_t, double, lxw_format *);
	lxw_error (*worksheet_write_string)(lxw_worksheet *, lxw_row_t,
	    lxw_col_t, const char *, lxw_format *);
};

/* BROKEN: the machine does not have it. */
CHECKED bool zip_load(struct zip_lib *, struct errors *);
CHECKED bool book_load(struct book_lib *, struct errors *);

#endif

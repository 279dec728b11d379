/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/pack_lib.h"

#include <stddef.h>

#include "base/late.h"

#define CALL(name) { #name, offsetof(struct zip_lib, name) }
static const struct late zip_calls[] = {
	CALL(zip_close), CALL(zip_discard), CALL(zip_error_code_zip),
	CALL(zip_error_fini), CALL(zip_error_init), CALL(zip_error_strerror),
	CALL(zip_fclose), CALL(zip_file_add), CALL(zip_file_set_dostime),
	CALL(zip_fopen), CALL(zip_fread), CALL(zip_get_name),
	CALL(zip_get_num_entries), CALL(zip_name_locate),
	CALL(zip_open_from_source), CALL(zip_source_buffer),
	CALL(zip_source_buffer_create), CALL(zip_source_close),
	CALL(zip_source_file_create), CALL(zip_source_free),
	CALL(zip_source_keep), CALL(zip_source_open), CALL(zip_source_read),
	CALL(zip_source_stat), CALL(zip_stat), CALL(zip_stat_index),
	CALL(zip_strerror),
	{ 0 }
};
#undef CALL

#define CALL(name) { #name, offsetof(struct book_lib, name) }
static const struct late book_calls[] = {
	CALL(format_set_align), CALL(format_set_bg_color),
	CALL(format_set_bold), CALL(format_set_num_format),
	CALL(format_set_text_wrap), CALL(lxw_strerror),
	CALL(workbook_add_format), CALL(workbook_add_worksheet),
	CALL(workbook_close), CALL(workbook_new), CALL(workbook_new_opt),
	CALL(worksheet_fit_to_pages), CALL(worksheet_freeze_panes),
	CALL(worksheet_repeat_rows), CALL(worksheet_set_column),
	CALL(worksheet_set_landscape), CALL(worksheet_set_paper),
	CALL(worksheet_write_boolean), CALL(worksheet_write_number),
	CALL(worksheet_write_string),
	{ 0 }
};
#undef CALL

bool
zip_load(struct zip_lib *l, struct errors *e)
{
	static const char *const files[] = { SONAME_ZIP, NULL };

	return late_load(files, zip_calls, l, "ZIP files and workbooks",
	    PACKAGE_ZIP, e);
}

bool
book_load(struct book_lib *l, struct errors *e)
{
	static const char *const files[] = { SONAME_XLSXWRITER, NULL };

	return late_load(files, book_calls, l, "workbooks",
	    PACKAGE_XLSXWRITER, e);
}

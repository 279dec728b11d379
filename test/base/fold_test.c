/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/fold.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "test.h"

#define FOLDS(text, key) CHECK(str_is(fold(a, S(text)), key))

static void
vietnamese_is_found_by_plain_letters(struct arena *a)
{
	FOLDS("Hỗ trợ  Kỹ thuật", "ho tro ky thuat");
	FOLDS("Đà Nẵng", "da nang");
	FOLDS("ĐƯỜNG đường", "duong duong");
	/* The same letters decomposed, as some keyboards send them. */
	FOLDS("Hô\xCC\x83 trơ\xCC\xA3", "ho tro");
}

static void
other_letters_give_what_people_type_for_them(struct arena *a)
{
	FOLDS("Łódź Straße Ærø", "lodz strasse aero");
	FOLDS("İstanbul Isparta ılık", "istanbul isparta ilik");
	FOLDS("ÉCOLE naïve œuvre", "ecole naive oeuvre");
	FOLDS("ΑΘΉΝΑ ς", "αθηνα σ");
	FOLDS("Ёлка Й", "елка и");
	FOLDS("ﬁne Ⅳ ２０２４ ½", "fine iv 2024 1\xE2\x81\x84""2");
	FOLDS("O’Brien “x” a–b", "o'brien \"x\" a-b");
	FOLDS("ð Þ", "ð þ");
}

static void
arabic_loses_its_vowel_signs_and_indic_keeps_them(struct arena *a)
{
	FOLDS("كِتَابٌ كتـاب", "كتاب كتاب");
	FOLDS("कि का", "कि का");
	FOLDS("ที่", "ที่");
}

static void
blanks_are_one_space_and_none_at_the_ends(struct arena *a)
{
	FOLDS("  a \t\r\n b  ", "a b");
	FOLDS("a\xC2\xA0\xE3\x80\x80" "b", "a b");      /* no-break, ideographic */
	FOLDS("a\xE2\x80\x8B" "b", "ab");               /* zero width */
	FOLDS(" \t ", "");
	FOLDS("", "");
	FOLDS("\xCC\x81", "");                          /* a mark alone */
}

static void
what_is_not_utf8_has_no_key(struct arena *a)
{
	CHECK(fold(a, (str){ 0 }).p == NULL);
	CHECK(fold(a, S("a\xFF")).p == NULL);
	CHECK(fold(a, S("a\0b")).p == NULL);
	CHECK(fold_nfc(a, S("a\xFF")).p == NULL);
	CHECK(fold_nfc(a, S("a\0b")).p == NULL);
	CHECK(fold_nfc(a, S("\xED\xA0\x80")).p == NULL);
	CHECK(fold_nfc(a, (str){ 0 }).p == NULL);
}

/* The examples of UAX 15, table 4 and figure 5. */
static void
composing_follows_unicode(struct arena *a)
{
	str s = S("plain");

	CHECK(str_is(fold_nfc(a, S("e\xCC\x81")), "\xC3\xA9"));
	CHECK(str_is(fold_nfc(a, S("D\xCC\xA3\xCC\x87")), "\xE1\xB8\x8C\xCC\x87"));
	CHECK(str_is(fold_nfc(a, S("D\xCC\x87\xCC\xA3")), "\xE1\xB8\x8C\xCC\x87"));
	CHECK(str_is(fold_nfc(a, S("\xE2\x84\xAB")), "\xC3\x85"));  /* angstrom */
	CHECK(str_is(fold_nfc(a, S("\xEF\xAC\x81 Ⅳ")), "\xEF\xAC\x81 Ⅳ"));
	CHECK(str_is(fold_nfc(a, S("  Hỗ  \n")), "  Hỗ  \n"));
	CHECK(str_is(fold_nfc(a, s), "plain") && fold_nfc(a, s).p != s.p);
	CHECK(str_is(fold_nfc(a, S("")), "") && fold_nfc(a, S("")).p != NULL);
}

/* The library's own composition, for every code point and with a mark. */
static void
the_short_way_composes_like_the_library(struct arena *a)
{
	struct arena_mark m = arena_mark(a);
	size_t bad = 0, n;
	int32_t c;

	for (c = 1; c < 0x3000; c++) {
		utf8proc_uint8_t z[12] = { 0 }, *want;

		if (c >= 0xD800 && c < 0xE000)
			continue;
		n = (size_t)utf8proc_encode_char(c, z);
		want = utf8proc_NFC(z);
		bad += !str_is(fold_nfc(a, (str){ (char *)z, n }), (char *)want);
		free(want);
		n += (size_t)utf8proc_encode_char(0x301, z + n);
		want = utf8proc_NFC(z);
		bad += !str_is(fold_nfc(a, (str){ (char *)z, n }), (char *)want);
		free(want);
		arena_back(a, m);
	}
	CHECK(bad == 0);
}

const struct test fold_tests[] = {
	{ "Vietnamese is found by plain letters",
	   vietnamese_is_found_by_plain_letters },
	{ "other letters give what people type for them",
	   other_letters_give_what_people_type_for_them },
	{ "Arabic loses its vowel signs and Indic keeps them",
	   arabic_loses_its_vowel_signs_and_indic_keeps_them },
	{ "blanks are one space, and none at the ends",
	   blanks_are_one_space_and_none_at_the_ends },
	{ "what is not UTF-8 has no key",
	   what_is_not_utf8_has_no_key },
	{ "the short way composes like the library",
	   the_short_way_composes_like_the_library },
	{ "composing follows Unicode",
	   composing_follows_unicode },
	{ 0 }
};

/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * office.h - users, roles, files, jobs and what else the office needs.
 *
 * None of it belongs to the subject of the programme, all of it to running
 * a site.
 *
 * Each struct goes with the table of the same name in office.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_OFFICE_H
#define MODEL_OFFICE_H

#include "model/model.h"

struct user {
	struct row row;
	str login, name, email, password;
	struct id party;
	str language, theme;
	int is_disabled, must_change_password;
	int64_t failed_count, locked_until, last_seen_at;
};

struct role_assignment {
	struct row row;
	struct id user;
	str role;
	struct id programme;
	struct day from, until;
};

struct session {
	struct row row;
	str token;
	struct id user;
	int64_t created_at, last_seen_at, expires_at;
	str address, agent, vault;
};

/* By which confidential notes are sealed to a user (flow/vault.h). */
struct user_key {
	struct row row;
	struct id user;
	str open, salt, sealed;
	int64_t at;
};

struct token {
	struct row row;
	str name, hash;
	struct id user;
	str scopes;
	struct day expires_on;
	int64_t last_used_at;
};

struct setting {
	struct row row;
	str key, value;
};

struct file {
	struct row row;
	str name, hash, type;
	int64_t size;
	struct id programme;
	str entity, target, category, title, source;
	struct day captured_on, valid_until;
	str language;
	double latitude, longitude;
	int confidential;
	struct id by;
	int64_t at, width, height;
	str thumb, picture, sent_hash;
};

struct job {
	struct row row;
	str kind, state;
	struct id programme, by;
	int64_t progress, total;
	str message, input, result;
	int64_t created_at, started_at, ended_at, starts;
	int cancel;
};

struct comment {
	struct row row;
	struct id programme;
	str entity, target, text;
	struct id by;
	int64_t at;
	struct id answers;
};

struct task {
	struct row row;
	struct id programme;
	str title;
	struct day due_on;
	struct id who;
	str entity, target, rule, state;
	int64_t done_at;
	struct id by;
};

struct tag {
	struct row row;
	struct id programme;
	str word, entity, target;
};

struct code_extension {
	struct row row;
	str list, code, label, note;
	int is_retired;
};

struct field_def {
	struct row row;
	str entity, name, type, label, hint, unit, list;
	double min, max;
	int is_required, is_personal;
	int64_t seq;
};

struct result_cache {
	struct row row;
	str what;
	int64_t at_change, made_at;
	str bytes;
};

extern const struct entity user_entity;
extern const struct entity role_assignment_entity;
extern const struct entity session_entity;
extern const struct entity user_key_entity;
extern const struct entity token_entity;
extern const struct entity setting_entity;
extern const struct entity file_entity;
extern const struct entity job_entity;
extern const struct entity comment_entity;
extern const struct entity task_entity;
extern const struct entity tag_entity;
extern const struct entity code_extension_entity;
extern const struct entity field_def_entity;
extern const struct entity result_cache_entity;

#endif

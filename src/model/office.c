/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* office.c - the tables of office.h. */
#include "model/office.h"

#include "model/codes.h"
#include "model/grants.h"
#include "model/machines.h"

#define F(m) FIELD(struct user, m)

const struct entity user_entity = {
	.name   = "user",
	.label  = "User",
	.plural = "Users",
	.about  = "Somebody who can sign in.",
	.phase  = "office",
	.size   = sizeof(struct user),
	.order  = "login",
	.grants = users_grants,

	.fields = (const struct field[]){
	{ F(login),                T_TEXT, "Sign-in name",
	    .hint = "Lower-case letters, digits, point and hyphen.", .max = 80,
	    .flags = MUST | LIST | SEARCH | CODE },
	{ F(name),                 T_TEXT, "Name",
	    .flags = MUST | LIST | SEARCH | NAME | PERSONAL },
	{ F(email),                T_TEXT, "E-mail", .flags = PERSONAL },
	{ F(password),             T_TEXT, "Password", .hint = "Kept only as a hash.",
	    .flags = SECRET | KEPT },
	{ F(party),                T_REF, "As a person",
	    .hint = "The register entry of the same person.", .to = "party" },
	{ F(language),             T_TEXT, "Language", .hint = "Such as en or vi.", .max = 20 },
	{ F(theme),                T_CHOICE, "Look", .choices = &theme_codes },
	{ F(is_disabled),          T_BOOL, "Disabled", .hint = "May not sign in.", .flags = LIST },
	{ F(must_change_password), T_BOOL, "Must change the password" },
	{ F(failed_count),         T_COUNT, "Failed sign-ins in a row", .min = 0, .max = 1000000,
	    .flags = KEPT },
	{ F(locked_until),         T_MOMENT, "Locked until", .flags = KEPT },
	{ F(last_seen_at),         T_MOMENT, "Last seen", .flags = KEPT | LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct role_assignment, m)

const struct entity role_assignment_entity = {
	.name   = "role_assignment",
	.label  = "Role held",
	.plural = "Roles held",
	.about  = "A role a user holds, on one programme or on the whole site.",
	.phase  = "office",
	.size   = sizeof(struct role_assignment),
	.home   = "programme",
	.order  = "user",
	.grants = roles_grants,

	.fields = (const struct field[]){
	{ F(user),      T_REF, "User", .to = "user", .flags = MUST | LIST | NAME },
	{ F(role),      T_CHOICE, "Role", .choices = &role_codes, .flags = MUST | LIST | NAME },
	{ F(programme), T_REF, "Programme", .hint = "None: the whole site.", .to = "programme",
	    .flags = LIST },
	{ F(from),      T_DAY, "From", .flags = LIST },
	{ F(until),     T_DAY, "Until", .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "until", "from", "The role ends before it begins." },
	{ ONCE_PER, "role", "user programme from", "This user holds that role already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct session, m)

const struct entity session_entity = {
	.name   = "session",
	.label  = "Session",
	.plural = "Sessions",
	.about  = "Somebody signed in at one browser.",
	.phase  = "office",
	.size   = sizeof(struct session),
	.order  = "-last_seen_at",
	.flags  = INSIDE,
	.grants = users_grants,

	.fields = (const struct field[]){
	{ F(token),        T_TEXT, "Token", .hint = "Kept only as a hash.", .max = 200,
	    .flags = MUST | SECRET | KEPT },
	{ F(user),         T_REF, "User", .to = "user", .flags = MUST | KEPT },
	{ F(created_at),   T_MOMENT, "Signed in at", .flags = MUST | KEPT },
	{ F(last_seen_at), T_MOMENT, "Last seen at", .flags = KEPT },
	{ F(expires_at),   T_MOMENT, "Ends at", .flags = MUST | KEPT },
	{ F(address),      T_TEXT, "Address", .max = 100, .flags = KEPT | PERSONAL },
	{ F(agent),        T_TEXT, "Browser", .max = 400, .flags = KEPT },
	{ F(vault),        T_TEXT, "Vault", .max = 400, .flags = SECRET | KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "token", "", "This session is known already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct user_key, m)

const struct entity user_key_entity = {
	.name   = "user_key",
	.label  = "Key of a user",
	.plural = "Keys of users",
	.about  = "What confidential notes are sealed to; its other half opens with the password.",
	.phase  = "office",
	.size   = sizeof(struct user_key),
	.order  = "at",
	.flags  = INSIDE,
	.grants = users_grants,

	.fields = (const struct field[]){
	{ F(user),   T_REF, "User", .to = "user", .flags = MUST | KEPT },
	{ F(open),   T_TEXT, "Open half", .max = 200, .flags = MUST | KEPT },
	{ F(salt),   T_TEXT, "Salt", .max = 200, .flags = MUST | SECRET | KEPT },
	{ F(sealed), T_TEXT, "Sealed half", .max = 400, .flags = MUST | SECRET | KEPT },
	{ F(at),     T_MOMENT, "Made at", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "user", "", "This user has a key." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct token, m)

const struct entity token_entity = {
	.name   = "token",
	.label  = "Access token",
	.plural = "Access tokens",
	.about  = "A key by which a program reads or writes in a user's name.",
	.phase  = "office",
	.size   = sizeof(struct token),
	.order  = "name",
	.grants = tokens_grants,

	.fields = (const struct field[]){
	{ F(name),         T_TEXT, "Name", .hint = "What it is for.",
	    .flags = MUST | LIST | SEARCH | NAME },
	{ F(hash),         T_TEXT, "Hash", .max = 200, .flags = MUST | SECRET | KEPT },
	{ F(user),         T_REF, "User", .to = "user", .flags = MUST | LIST | KEPT },
	{ F(scopes),       T_TEXT, "Allowed", .hint = "Such as read, or read;write.", .max = 200,
	    .flags = LIST },
	{ F(expires_on),   T_DAY, "Expires on", .flags = LIST },
	{ F(last_used_at), T_MOMENT, "Last used", .flags = KEPT | LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "hash", "", "This token is known already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct setting, m)

const struct entity setting_entity = {
	.name   = "setting",
	.label  = "Setting",
	.plural = "Settings",
	.about  = "A choice made for the whole site.",
	.phase  = "office",
	.size   = sizeof(struct setting),
	.order  = "key",
	.grants = settings_grants,

	.fields = (const struct field[]){
	{ F(key),   T_TEXT, "Name", .max = 120, .flags = MUST | LIST | SEARCH | NAME | CODE },
	{ F(value), T_LONG, "Value", .flags = LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct file, m)

const struct entity file_entity = {
	.name   = "file",
	.label  = "File",
	.plural = "Files",
	.about  = "A document or picture kept as evidence, with where and when it was taken.",
	.phase  = "office",
	.size   = sizeof(struct file),
	.home   = "programme",
	.order  = "name",
	.scan   = "target entity",
	.grants = files_grants,
	.flags  = HANGS,

	.fields = (const struct field[]){
	{ F(name),        T_TEXT, "Name", .flags = MUST | LIST | SEARCH | NAME },
	{ F(title),       T_TEXT, "Title", .hint = "What it shows.", .flags = SEARCH | LIST },
	{ F(category),    T_CHOICE, "Category", .choices = &iati_document_category_codes },
	{ F(source),      T_TEXT, "Source", .hint = "Who made it, or where it comes from, such as "
	    "a web address." },
	{ F(captured_on), T_DAY, "Captured on",
	    .hint = "When the picture was taken or the paper signed.", .flags = LIST },
	{ F(valid_until), T_DAY, "Valid until" },
	{ F(language),    T_TEXT, "Language", .max = 20 },
	{ F(latitude),    T_REAL, "Latitude", .hint = "Where the picture was taken, if that was "
	    "to be kept.", .unit = "degrees north", .min = -90, .max = 90 },
	{ F(longitude),   T_REAL, "Longitude", .unit = "degrees east", .min = -180, .max = 180 },
	{ F(confidential), T_BOOL, "Confidential", .hint = "Only for who added it and who may "
	    "change the row it belongs to." },
	{ F(programme),   T_REF, "Programme", .to = "programme", .flags = KEPT },
	{ F(entity),      T_TEXT, "Belongs to (kind)", .max = 60, .flags = KEPT },
	{ F(target),      T_TEXT, "Belongs to (row)", .max = 60, .flags = KEPT },
	{ F(type),        T_TEXT, "Media type", .hint = "Told from the bytes, not from the name.",
	    .max = 120, .flags = KEPT },
	{ F(size),        T_COUNT, "Size", .unit = "bytes", .min = 0, .max = 1e15,
	    .flags = LIST | KEPT },
	{ F(width),       T_COUNT, "Width", .unit = "pixels", .min = 0, .max = 1e6, .flags = KEPT },
	{ F(height),      T_COUNT, "Height", .unit = "pixels", .min = 0, .max = 1e6,
	    .flags = KEPT },
	{ F(by),          T_REF, "Added by", .to = "user", .flags = KEPT },
	{ F(at),          T_MOMENT, "Added at", .flags = KEPT | LIST },
	{ F(hash),        T_TEXT, "Fingerprint", .hint = "SHA-256 of the bytes kept.", .max = 64,
	    .flags = MUST | KEPT },
	{ F(sent_hash),   T_TEXT, "Fingerprint as sent", .hint = "SHA-256 of the bytes before the "
	    "place and the like were taken out of a picture.", .max = 64, .flags = KEPT },
	{ F(thumb),       T_TEXT, "Fingerprint of the small picture", .max = 64, .flags = KEPT },
	{ F(picture),     T_TEXT, "Fingerprint of the picture to look at", .max = 64,
	    .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ GOES_WITH, "latitude", "longitude", "A place has a latitude and a longitude." },
	{ GOES_WITH, "longitude", "latitude", "A place has a latitude and a longitude." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct job, m)

const struct entity job_entity = {
	.name   = "job",
	.label  = "Job",
	.plural = "Jobs",
	.about  = "Slow work done in the background: an import, a report, a computation.",
	.phase  = "office",
	.size   = sizeof(struct job),
	.home   = "programme",
	.order  = "-created_at",
	.grants = jobs_grants,

	.fields = (const struct field[]){
	{ F(kind),       T_CHOICE, "Kind", .choices = &job_kind_codes,
	    .flags = MUST | LIST | NAME | KEPT },
	{ F(state),      T_CHOICE, "State", .choices = &job_state_codes,
	    .flags = MUST | LIST | KEPT },
	{ F(programme),  T_REF, "Programme", .to = "programme", .flags = KEPT },
	{ F(by),         T_REF, "Started by", .to = "user", .flags = KEPT | LIST },
	{ F(progress),   T_COUNT, "Done so far", .min = 0, .max = 1e15, .flags = LIST | KEPT },
	{ F(total),      T_COUNT, "Of", .min = 0, .max = 1e15, .flags = KEPT },
	{ F(message),    T_TEXT, "Message", .flags = LIST | KEPT },
	{ F(input),      T_JSON, "Input", .flags = KEPT },
	{ F(result),     T_JSON, "Result", .flags = KEPT },
	{ F(created_at), T_MOMENT, "Asked for at", .flags = LIST | KEPT },
	{ F(started_at), T_MOMENT, "Started at", .flags = KEPT },
	{ F(ended_at),   T_MOMENT, "Ended at", .flags = LIST | KEPT },
	{ F(starts),     T_COUNT, "Times started",
	    .hint = "More than one where the server ended before the job did.",
	    .min = 0, .max = 1000, .flags = KEPT },
	{ F(cancel),     T_BOOL, "Cancel", .hint = "Stops at the next safe point." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct comment, m)

const struct entity comment_entity = {
	.name   = "comment",
	.label  = "Comment",
	.plural = "Comments",
	.about  = "A remark on a row, for those who may see the row.",
	.phase  = "office",
	.size   = sizeof(struct comment),
	.home   = "programme",
	.order  = "-at",
	.grants = comments_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme" },
	{ F(entity),    T_TEXT, "On (kind)", .max = 60, .flags = MUST },
	{ F(target),    T_TEXT, "On (row)", .max = 60, .flags = MUST },
	{ F(text),      T_LONG, "Comment", .flags = MUST | LIST | SEARCH | NAME },
	{ F(by),        T_REF, "By", .to = "user", .flags = KEPT | LIST },
	{ F(at),        T_MOMENT, "At", .flags = KEPT | LIST },
	{ F(answers),   T_REF, "Answers", .to = "comment" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NO_CYCLE, "answers", NULL, "A comment cannot answer itself." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct task, m)

const struct entity task_entity = {
	.name   = "task",
	.label  = "Task",
	.plural = "Tasks",
	.about  = "Something somebody has to do by a day.",
	.phase  = "office",
	.size   = sizeof(struct task),
	.home   = "programme",
	.order  = "due_on",
	.grants = tasks_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme" },
	{ F(title),     T_TEXT, "Task", .flags = MUST | LIST | SEARCH | NAME },
	{ F(due_on),    T_DAY, "Due on", .flags = LIST },
	{ F(who),       T_REF, "Who", .to = "user", .flags = LIST },
	{ F(entity),    T_TEXT, "About (kind)", .max = 60 },
	{ F(target),    T_TEXT, "About (row)", .max = 60 },
	{ F(rule),      T_TEXT, "Made by rule", .max = 80, .flags = KEPT },
	{ F(state),     T_CHOICE, "State", .choices = &task_state_codes, .flags = MUST | LIST },
	{ F(done_at),   T_MOMENT, "Done at", .flags = KEPT },
	{ F(by),        T_REF, "Given by", .to = "user", .flags = KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct tag, m)

const struct entity tag_entity = {
	.name   = "tag",
	.label  = "Tag",
	.plural = "Tags",
	.about  = "A word that groups rows of any kind.",
	.phase  = "office",
	.size   = sizeof(struct tag),
	.home   = "programme",
	.order  = "word",
	.grants = comments_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme" },
	{ F(word),      T_TEXT, "Word", .max = 80, .flags = MUST | LIST | SEARCH | NAME },
	{ F(entity),    T_TEXT, "On (kind)", .max = 60, .flags = MUST | LIST },
	{ F(target),    T_TEXT, "On (row)", .max = 60, .flags = MUST | LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "word", "entity target", "The row has this tag already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct code_extension, m)

const struct entity code_extension_entity = {
	.name   = "code_extension",
	.label  = "Added code",
	.plural = "Added codes",
	.about  = "A code this site adds to a list of the program.",
	.phase  = "office",
	.size   = sizeof(struct code_extension),
	.order  = "list",
	.flags  = SHARED,
	.grants = codes_grants,

	.fields = (const struct field[]){
	{ F(list),       T_TEXT, "List", .hint = "Name of the code list.", .max = 80,
	    .flags = MUST | LIST | SEARCH },
	{ F(code),       T_TEXT, "Code", .max = 80, .flags = MUST | LIST | SEARCH | NAME },
	{ F(label),      T_LANG, "Label", .flags = MUST | LIST | SEARCH },
	{ F(note),       T_LONG, "Note" },
	{ F(is_retired), T_BOOL, "Retired", .hint = "Kept for old rows, no longer offered.",
	    .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "code", "list", "The list has this code already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct field_def, m)

const struct entity field_def_entity = {
	.name   = "field_def",
	.label  = "Added field",
	.plural = "Added fields",
	.about  = "A field this site adds to a kind of thing.",
	.phase  = "office",
	.size   = sizeof(struct field_def),
	.order  = "entity",
	.flags  = SHARED,
	.grants = codes_grants,

	.fields = (const struct field[]){
	{ F(entity),      T_TEXT, "Kind of thing", .hint = "Name of the entity, such as event.",
	    .max = 80, .flags = MUST | LIST | SEARCH },
	{ F(name),        T_TEXT, "Field name", .hint = "Small letters, digits and underscores.",
	    .max = 60, .flags = MUST | LIST | SEARCH | NAME },
	{ F(type),        T_CHOICE, "Type", .choices = &field_type_codes, .flags = MUST | LIST },
	{ F(label),       T_LANG, "Label", .flags = MUST | LIST | SEARCH },
	{ F(hint),        T_LANG, "Hint" },
	{ F(unit),        T_TEXT, "Unit", .max = 40 },
	{ F(list),        T_TEXT, "Choices",
	    .hint = "Of a choice: the name of a code list, or the choices with ; between.",
	    .max = 2000 },
	{ F(min),         T_REAL, "Smallest" },
	{ F(max),         T_REAL, "Largest" },
	{ F(is_required), T_BOOL, "Must be filled" },
	{ F(is_personal), T_BOOL, "Personal" },
	{ F(seq),         T_COUNT, "Position", .min = 1, .max = 1000 },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_ABOVE, "min", "max", "The smallest is above the largest." },
	{ ONCE_PER, "name", "entity", "This kind has a field of that name already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct result_cache, m)

const struct entity result_cache_entity = {
	.name   = "result_cache",
	.label  = "Kept result",
	.plural = "Kept results",
	.about  = "A computed result, kept until the rows it came from change.",
	.phase  = "office",
	.size   = sizeof(struct result_cache),
	.order  = "what",
	.flags  = INSIDE,
	.grants = users_grants,

	.fields = (const struct field[]){
	{ F(what),      T_TEXT, "What", .max = 300, .flags = MUST | KEPT | NAME },
	{ F(at_change), T_COUNT, "As of change", .min = 0, .max = 1e15, .flags = MUST | KEPT },
	{ F(made_at),   T_MOMENT, "Made at", .flags = KEPT },
	{ F(bytes),     T_BYTES, "Result", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "what", "", "This result is kept already." },
	{ 0 } },
};

#undef F

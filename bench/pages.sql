-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What pages.sh adds to a measured programme, row for row the same each
-- time: a second round, a plan of 200 activities, 100 events with every
-- tenth of ten persons enrolled ten times, wanted levels, gaps.
PRAGMA synchronous = OFF;
PRAGMA journal_mode = OFF;
PRAGMA cache_size = -400000;
BEGIN;
CREATE TEMP TABLE one AS SELECT
    (SELECT "id" FROM "programme" WHERE "code" = 'MEASURED') AS p,
    (SELECT "id" FROM "party" WHERE "kind" = 'ORG') AS o;
CREATE TEMP TABLE person AS SELECT row_number() OVER (ORDER BY "code") AS n,
    "id" FROM "party" WHERE "kind" = 'IND' AND "programme" = (SELECT p FROM one);
CREATE TEMP TABLE up AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL
    SELECT n + 1 FROM r WHERE n < 200) SELECT n FROM r;

INSERT INTO "activity" ("id", "revision", "programme", "code", "title",
    "modality", "start", "end", "cost", "cost_currency", "selected", "state")
    SELECT CAST(printf('measured-act%04d', n) AS BLOB), 1, p,
    printf('A%03d', n), printf('Activity %d', n), 'TRN', '2024-05-01',
    '2025-11-30', 1000000, 'EUR', 2,
    iif(n % 4 = 0, 'planned', 'verified') FROM up, one;
INSERT INTO "budget_line" ("id", "revision", "programme", "activity", "code",
    "category", "fund", "funder", "year", "amount", "amount_currency")
    SELECT CAST(printf('measured-bud%04d', n) AS BLOB), 1, p,
    CAST(printf('measured-act%04d', n) AS BLOB), printf('BL%03d', n), '1',
    'XB', o, 2024, 1000000, 'EUR' FROM up, one;
INSERT INTO "event" ("id", "revision", "programme", "activity", "code",
    "type", "title", "start", "end", "hours_theory", "hours_practice",
    "state")
    SELECT CAST(printf('measured-eve%04d', n) AS BLOB), 1, p,
    CAST(printf('measured-act%04d', n) AS BLOB), printf('EV%03d', n),
    'CLASS', printf('Event %d', n), '2024-06-03', '2024-06-07', 12, 12,
    'closed' FROM up, one WHERE n <= 100;
INSERT INTO "enrolment" ("id", "revision", "event", "person",
    "registered_on", "hours_attended", "attendance_share")
    SELECT CAST(printf('measured%08d', person.n * 10 + up.n) AS BLOB), 1,
    CAST(printf('measured-eve%04d', person.n % 10 * 10 + up.n) AS BLOB),
    person."id", '2024-05-20', 24 - person.n % 13,
    (24 - person.n % 13) / 24.0
    FROM person, up WHERE up.n <= 10;
INSERT INTO "desired_level" ("id", "revision", "programme", "subject",
    "framework", "dimension", "desired", "kind", "importance", "urgency")
    SELECT CAST(printf('measur%d%09d', substr(d."code", 2), person.n)
    AS BLOB), 1, p, person."id", d."framework", d."id", 3.5, 'agreed',
    1 + person.n % 5, 1 + person.n / 5 % 5
    FROM person, one, "dimension" d WHERE person.n % 10 = 0 AND
    d."framework" = (SELECT "framework" FROM "assessment_round" LIMIT 1);
COMMIT;
PRAGMA journal_mode = WAL;

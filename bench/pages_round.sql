-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A second round of the measured programme, before its sheets are made.
INSERT INTO "assessment_round" ("id", "revision", "programme", "framework",
    "code", "kind", "subject_type", "opens", "due", "method", "min_raters",
    "state")
    SELECT CAST('measured-endline' AS BLOB), 1, "programme", "framework",
    'M-EL', 'endline', "subject_type", '2026-02-02', '2026-03-16', "method",
    "min_raters", "state" FROM "assessment_round";

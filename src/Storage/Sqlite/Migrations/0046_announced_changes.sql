-- How many changes Jobvite's webhooks announced, by kind and day (docs/adr/0040). missed: a run found them and no webhook had named
-- the record. unheard: found by a run while no webhooks of that kind arrived at all. w1 to w9: of the announced ones, how late the webhook came:
-- within 1, 2, 5, 10, 30, 60, 300, 1800 seconds, or later.
CREATE TABLE announced_changes (
    company_id TEXT    NOT NULL,
    kind       INTEGER NOT NULL, -- 1 jobs, 2 candidates, 3 onboarding
    day        INTEGER NOT NULL, -- its beginning, UTC
    announced  INTEGER NOT NULL,
    missed     INTEGER NOT NULL,
    unheard    INTEGER NOT NULL,
    w1         INTEGER NOT NULL,
    w2         INTEGER NOT NULL,
    w3         INTEGER NOT NULL,
    w4         INTEGER NOT NULL,
    w5         INTEGER NOT NULL,
    w6         INTEGER NOT NULL,
    w7         INTEGER NOT NULL,
    w8         INTEGER NOT NULL,
    w9         INTEGER NOT NULL,
    PRIMARY KEY (company_id, kind, day)
) WITHOUT ROWID;

-- How many changes Jobvite's webhooks announced, by kind and day (docs/adr/0040). missed: a run found them and no webhook had named
-- the record. unheard: found by a run while no webhooks of that kind arrived at all. w1 to w9: of the announced ones, how late the webhook came:
-- within 1, 2, 5, 10, 30, 60, 300, 1800 seconds, or later.
CREATE TABLE announced_changes (
    company_id text COLLATE "C" NOT NULL,
    kind       smallint         NOT NULL, -- 1 jobs, 2 candidates, 3 onboarding
    day        timestamptz      NOT NULL, -- its beginning, UTC
    announced  integer          NOT NULL,
    missed     integer          NOT NULL,
    unheard    integer          NOT NULL,
    w1         integer          NOT NULL,
    w2         integer          NOT NULL,
    w3         integer          NOT NULL,
    w4         integer          NOT NULL,
    w5         integer          NOT NULL,
    w6         integer          NOT NULL,
    w7         integer          NOT NULL,
    w8         integer          NOT NULL,
    w9         integer          NOT NULL,
    PRIMARY KEY (company_id, kind, day)
);

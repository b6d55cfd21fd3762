-- online

-- step
-- What was asked for later is what Jobvite says now (docs/adr/0021). Answers that came too late are counted by themselves.
ALTER TABLE sync_runs ADD COLUMN stale integer NOT NULL DEFAULT 0;

-- step
-- When the page was asked for: a record that did not change is not written, so its row does not say when a run has seen it last.
ALTER TABLE sync_pages ADD COLUMN read_at timestamptz;

-- step
-- Companies of which everything stored is to be looked through for EEO data that they no longer ask for, and how far that has come.
CREATE TABLE eeo_scrubs (
    company_id  text COLLATE "C" NOT NULL PRIMARY KEY,
    ordered_at  timestamptz      NOT NULL,
    due_at      timestamptz      NOT NULL,
    passes_left smallint         NOT NULL,
    area        smallint         NOT NULL, -- 1 jobs, 2 candidates, 3 applications, 4 processes, 5 tasks, 6 webhooks
    position    text COLLATE "C" NOT NULL  -- the last id of it that was looked at
);

-- Earlier versions kept what was nested, and bodies of webhooks. Whoever carries it out asks first whether the company wants EEO data.
INSERT INTO eeo_scrubs (company_id, ordered_at, due_at, passes_left, area, position)
SELECT company_id, to_timestamp(0), to_timestamp(0), 1, 1, '' FROM company_directory;

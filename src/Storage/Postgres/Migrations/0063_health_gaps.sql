-- online

-- step
-- Since when somebody judges how a company stands, and when nobody did (docs/adr/0050): of such a time nobody knows whether all was well.
-- Null in rows of a former version, which kept neither; then it is version_since.
ALTER TABLE company_health ADD COLUMN watched_since timestamptz;
-- step
CREATE TABLE health_gaps (
    company_id text COLLATE "C" NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz NOT NULL,
    PRIMARY KEY (company_id, started_at)
);

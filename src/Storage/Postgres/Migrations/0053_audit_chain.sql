-- online
-- Who, from where, with which token, about what, and how it ended; and the rows of a company chained by hashes (docs/adr/0045).

-- step
-- What a company's chain has come to. Operators' actions that are no company's are those of '(cluster)'. Whoever writes a row takes the chain's
-- first and holds it to the commit, so positions follow each other in the order of commits and none is missing.
CREATE TABLE audit_chains (
    company_id   text COLLATE "C" NOT NULL PRIMARY KEY,
    position     bigint           NOT NULL, -- of the last row
    hash         text COLLATE "C" NOT NULL, -- of the last row; empty before the first
    last_at      timestamptz,               -- of the last row: the next one is later
    removed_to   bigint           NOT NULL, -- rows up to here are not kept any more
    removed_hash text COLLATE "C" NOT NULL  -- of the last of them: the first row that is kept goes on from it
);

-- step
-- Nullable or with a constant default: existing rows are not rewritten. They have no position; they get one, in their order, with the company's next row.
ALTER TABLE audit_log
    ADD COLUMN position bigint,
    ADD COLUMN hash     text COLLATE "C",
    ADD COLUMN token_id text,
    ADD COLUMN address  text,
    ADD COLUMN about    text COLLATE "C",
    ADD COLUMN outcome  text NOT NULL DEFAULT 'success';

-- The names that the API has for them.
-- batch
UPDATE audit_log
SET action = CASE action
        WHEN 'rotate-keys' THEN 'keys.rotate'
        WHEN 'sync' THEN 'sync.start'
        WHEN 'cancel' THEN 'sync.cancel'
        WHEN 'replay' THEN 'webhooks.replay'
        WHEN 'download' THEN 'document.download'
        WHEN 'milestones' THEN 'milestones.update'
        ELSE 'disconnect' END,
    about = CASE WHEN details LIKE 'document %' THEN substr(details, 10)
        WHEN details LIKE 'event %' THEN substr(details, 7)
        WHEN details LIKE 'process %' THEN substr(details, 9) END,
    details = CASE WHEN action = 'disconnect-and-delete' THEN 'with everything that was stored'
        WHEN action IN ('download', 'milestones') OR (action = 'replay' AND details LIKE 'event %') THEN NULL
        ELSE details END
WHERE (company_id, id) IN (
    SELECT company_id, id FROM audit_log WHERE action IN ('rotate-keys', 'sync', 'cancel', 'replay', 'download', 'milestones', 'disconnect-and-delete')
    ORDER BY company_id, id LIMIT 1000 FOR UPDATE);

-- step
CREATE UNIQUE INDEX CONCURRENTLY audit_log_chain ON audit_log (company_id, position) WHERE position IS NOT NULL;
-- step
CREATE INDEX CONCURRENTLY audit_log_about ON audit_log (company_id, about) WHERE about IS NOT NULL;

-- Who, from where, with which token, about what, and how it ended; and the rows of a company chained by hashes (docs/adr/0045).

-- What a company's chain has come to. Operators' actions that are no company's are those of '(cluster)'.
CREATE TABLE audit_chains (
    company_id   TEXT    NOT NULL PRIMARY KEY,
    position     INTEGER NOT NULL, -- of the last row
    hash         TEXT    NOT NULL, -- of the last row; empty before the first
    last_at      INTEGER,          -- of the last row: the next one is later
    removed_to   INTEGER NOT NULL, -- rows up to here are not kept any more
    removed_hash TEXT    NOT NULL  -- of the last of them: the first row that is kept goes on from it
) WITHOUT ROWID;

-- Rows from before have no position. They get one, in their order, with the company's next row.
ALTER TABLE audit_log ADD COLUMN position INTEGER;
ALTER TABLE audit_log ADD COLUMN hash TEXT;
ALTER TABLE audit_log ADD COLUMN token_id TEXT;
ALTER TABLE audit_log ADD COLUMN address TEXT;
ALTER TABLE audit_log ADD COLUMN about TEXT;
ALTER TABLE audit_log ADD COLUMN outcome TEXT NOT NULL DEFAULT 'success';

-- The names that the API has for them.
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
WHERE action IN ('rotate-keys', 'sync', 'cancel', 'replay', 'download', 'milestones', 'disconnect-and-delete');

CREATE UNIQUE INDEX audit_log_chain ON audit_log (company_id, position) WHERE position IS NOT NULL;
CREATE INDEX audit_log_about ON audit_log (company_id, about) WHERE about IS NOT NULL;

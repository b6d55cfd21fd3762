-- Views of the console's lists that a company's people keep (docs/adr/0053). list: 1 jobs, 2 candidates, 3 onboarding. name_key: the name without
-- regard to case. query: what of the list's address the view stands for; never a search, an e-mail address or a phone number.
CREATE TABLE list_views (
    company_id TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    list       INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    name_key   TEXT    NOT NULL,
    query      TEXT    NOT NULL,
    created_by TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (company_id, id)
) WITHOUT ROWID;

CREATE UNIQUE INDEX list_views_name ON list_views (company_id, list, name_key);

-- Who made a setup link; null in rows of a former version, and when the token named nobody.
ALTER TABLE setup_links ADD COLUMN created_by TEXT;

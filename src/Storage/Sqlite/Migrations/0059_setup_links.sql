-- Links with which a customer's administrator connects Jobvite without an account (docs/adr/0048). hash: SHA-256 of the secret in the link, which
-- is stored nowhere. companies: the only ones that may be connected with it, separated by blanks; null: any, until one is. opened: how often.
CREATE TABLE setup_links (
    id             TEXT    NOT NULL PRIMARY KEY,
    tenant_id      TEXT    NOT NULL,
    companies      TEXT,
    hash           TEXT    NOT NULL,
    return_url     TEXT,
    created_at     INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    revoked_at     INTEGER,
    last_opened_at INTEGER,
    opened         INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX setup_links_tenant ON setup_links (tenant_id, created_at);

-- online

-- step
-- Links with which a customer's administrator connects Jobvite without an account (docs/adr/0048). hash: SHA-256 of the secret in the link, which
-- is stored nowhere. companies: the only ones that may be connected with it, separated by blanks; null: any, until one is. opened: how often.
CREATE TABLE setup_links (
    id             uuid             NOT NULL PRIMARY KEY,
    tenant_id      text COLLATE "C" NOT NULL,
    companies      text,
    hash           text             NOT NULL,
    return_url     text,
    created_at     timestamptz      NOT NULL,
    expires_at     timestamptz      NOT NULL,
    revoked_at     timestamptz,
    last_opened_at timestamptz,
    opened         integer          NOT NULL
);

CREATE INDEX setup_links_tenant ON setup_links (tenant_id, created_at);

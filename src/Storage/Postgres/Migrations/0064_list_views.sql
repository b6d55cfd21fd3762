-- online

-- step
-- Views of the console's lists that a company's people keep (docs/adr/0053). list: 1 jobs, 2 candidates, 3 onboarding. name_key: the name without
-- regard to case. query: what of the list's address the view stands for; never a search, an e-mail address or a phone number.
CREATE TABLE list_views (
    company_id text COLLATE "C" NOT NULL,
    id         uuid             NOT NULL,
    list       smallint         NOT NULL,
    name       text             NOT NULL,
    name_key   text COLLATE "C" NOT NULL,
    query      text             NOT NULL,
    created_by text,
    created_at timestamptz      NOT NULL,
    PRIMARY KEY (company_id, id)
);

CREATE UNIQUE INDEX list_views_name ON list_views (company_id, list, name_key);
-- step
-- Who made a setup link; null in rows of a former version, and when the token named nobody.
ALTER TABLE setup_links ADD COLUMN created_by text;

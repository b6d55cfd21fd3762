-- How many webhooks were refused, by the minute (docs/adr/0029). Their log keeps only so many a minute. Rows older than an hour go when
-- the next one is written, so a company has at most 61.
CREATE TABLE webhook_refusals (
    company_id TEXT    NOT NULL,
    minute     INTEGER NOT NULL,
    refused    INTEGER NOT NULL,
    PRIMARY KEY (company_id, minute)
) WITHOUT ROWID;

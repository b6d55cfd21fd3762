-- online

-- step
-- The budget of the company's API key (docs/adr/0032): a keyed hash, so the program fills it in when the company's grain is next used.
ALTER TABLE company_directory ADD COLUMN budget_key text;

-- step
-- Budgets that nobody uses any more are removed by their age.
CREATE INDEX CONCURRENTLY request_budgets_age ON request_budgets (saved_at);

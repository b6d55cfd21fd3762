-- online

-- step
-- Front ends keep the set of connected companies and ask every few seconds what has changed of it.
CREATE INDEX CONCURRENTLY company_directory_changed ON company_directory (saved_at, company_id);

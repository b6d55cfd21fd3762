-- online
-- Finds a part of a word without reading every row of the company. Needs two extensions that ship with PostgreSQL and that an owner of
-- the database may create; run after the numbered migrations, and again at every start until the indexes are there, so that they
-- appear by themselves once an administrator has installed the extensions.

-- step
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
-- step
-- The company comes first, so that a search never walks what other companies' names have in common with it.
CREATE INDEX CONCURRENTLY candidates_folded ON candidates USING gin (company_id, search_text gin_trgm_ops);
-- step
CREATE INDEX CONCURRENTLY jobs_folded ON jobs USING gin (
    company_id, search_text gin_trgm_ops, requisition_id gin_trgm_ops, jobvite_id gin_trgm_ops, places_text gin_trgm_ops);

-- online
-- What records are found by, folded by the program (docs/adr/0028), and the fields that a company defined itself as a JSON object.
-- NULL where an older program wrote the row; it is filled in the background from raw_json, without a request to Jobvite.

-- step
ALTER TABLE jobs ADD COLUMN search_text text COLLATE "C";
ALTER TABLE jobs ADD COLUMN places_text text COLLATE "C";
ALTER TABLE jobs ADD COLUMN custom_fields text;
-- step
ALTER TABLE candidates ADD COLUMN search_text text COLLATE "C";
ALTER TABLE candidates ADD COLUMN custom_fields text;
-- step
ALTER TABLE applications ADD COLUMN custom_fields text;

-- What is left to fill: empty once that is done.
-- step
CREATE INDEX CONCURRENTLY jobs_incomplete ON jobs (company_id, jobvite_id) WHERE search_text IS NULL;
-- step
CREATE INDEX CONCURRENTLY candidates_incomplete ON candidates (company_id, jobvite_id) WHERE search_text IS NULL;
-- step
CREATE INDEX CONCURRENTLY applications_incomplete ON applications (company_id, jobvite_id) WHERE custom_fields IS NULL;

-- Their successors are made with the others of Search/search_indexes.sql.
-- step
DROP INDEX CONCURRENTLY IF EXISTS candidates_search;
-- step
DROP INDEX CONCURRENTLY IF EXISTS jobs_search;

-- Records by this service's own id.
-- step
CREATE UNIQUE INDEX CONCURRENTLY jobs_id ON jobs (id);
-- step
CREATE UNIQUE INDEX CONCURRENTLY candidates_id ON candidates (id);
-- step
CREATE UNIQUE INDEX CONCURRENTLY onboarding_processes_id ON onboarding_processes (id);

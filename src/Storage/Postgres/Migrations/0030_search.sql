-- What records are found by, folded by the program (docs/adr/0028), and the fields that a company defined itself as a JSON object.
-- NULL where an older program wrote the row; it is filled in the background from raw_json, without a request to Jobvite.
ALTER TABLE jobs ADD COLUMN search_text text COLLATE "C";
ALTER TABLE jobs ADD COLUMN places_text text COLLATE "C";
ALTER TABLE jobs ADD COLUMN custom_fields text;
ALTER TABLE candidates ADD COLUMN search_text text COLLATE "C";
ALTER TABLE candidates ADD COLUMN custom_fields text;
ALTER TABLE applications ADD COLUMN custom_fields text;

-- What is left to fill: empty once that is done.
CREATE INDEX jobs_incomplete ON jobs (company_id, jobvite_id) WHERE search_text IS NULL;
CREATE INDEX candidates_incomplete ON candidates (company_id, jobvite_id) WHERE search_text IS NULL;
CREATE INDEX applications_incomplete ON applications (company_id, jobvite_id) WHERE custom_fields IS NULL;

-- Their successors are made with the others of Search/search_indexes.sql.
DROP INDEX IF EXISTS candidates_search;
DROP INDEX IF EXISTS jobs_search;

-- Records by this service's own id.
CREATE UNIQUE INDEX jobs_id ON jobs (id);
CREATE UNIQUE INDEX candidates_id ON candidates (id);
CREATE UNIQUE INDEX onboarding_processes_id ON onboarding_processes (id);

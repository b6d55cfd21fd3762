-- What records are found by, folded by the program (docs/adr/0028), and the fields that a company defined itself as a JSON object.
-- NULL where an older program wrote the row; it is filled in the background from raw_json, without a request to Jobvite.
ALTER TABLE jobs ADD COLUMN search_text TEXT;
ALTER TABLE jobs ADD COLUMN places_text TEXT;
ALTER TABLE jobs ADD COLUMN custom_fields TEXT;
ALTER TABLE candidates ADD COLUMN search_text TEXT;
ALTER TABLE candidates ADD COLUMN custom_fields TEXT;
ALTER TABLE applications ADD COLUMN custom_fields TEXT;

-- What is left to fill: empty once that is done.
CREATE INDEX jobs_incomplete ON jobs (company_id, jobvite_id) WHERE search_text IS NULL;
CREATE INDEX candidates_incomplete ON candidates (company_id, jobvite_id) WHERE search_text IS NULL;
CREATE INDEX applications_incomplete ON applications (company_id, jobvite_id) WHERE custom_fields IS NULL;

-- With what a search looks at, so that it reads the index and only the rows it found.
DROP INDEX candidates_newest;
CREATE INDEX candidates_newest ON candidates (company_id, updated_at DESC, id DESC, deleted_at, created_at, search_text, jobvite_id);
DROP INDEX candidates_name;
CREATE INDEX candidates_name ON candidates (
    company_id, lower(substr(coalesce(last_name || ' ' || first_name, last_name, first_name, ''), 1, 100)), jobvite_id,
    deleted_at, search_text);

-- Records by this service's own id.
CREATE UNIQUE INDEX jobs_id ON jobs (id);
CREATE UNIQUE INDEX candidates_id ON candidates (id);
CREATE UNIQUE INDEX onboarding_processes_id ON onboarding_processes (id);

-- online
-- Records that are gone at Jobvite keep their ids and times, and nothing else, after a while (docs/adr/0043). An emptied record has an empty content_hash.

-- step
-- Days until then, where the company has said so; null: as long as the operator's setting says.
ALTER TABLE company_directory ADD COLUMN deleted_records_days integer;

-- What is still to be emptied. Live records are in none of them.
-- step
CREATE INDEX CONCURRENTLY jobs_deleted ON jobs (company_id, deleted_at) WHERE deleted_at IS NOT NULL AND content_hash <> '';
-- step
CREATE INDEX CONCURRENTLY candidates_deleted ON candidates (company_id, deleted_at) WHERE deleted_at IS NOT NULL AND content_hash <> '';
-- step
CREATE INDEX CONCURRENTLY applications_deleted ON applications (company_id, deleted_at) WHERE deleted_at IS NOT NULL AND content_hash <> '';
-- step
CREATE INDEX CONCURRENTLY onboarding_processes_deleted ON onboarding_processes (company_id, deleted_at) WHERE deleted_at IS NOT NULL AND content_hash <> '';
-- step
CREATE INDEX CONCURRENTLY onboarding_tasks_deleted ON onboarding_tasks (company_id, deleted_at) WHERE deleted_at IS NOT NULL AND content_hash <> '';

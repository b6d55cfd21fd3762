-- online

-- step
-- The workflow states that applications have, with their counts: read from the index alone.
CREATE INDEX CONCURRENTLY applications_choices ON applications (company_id, workflow_state) WHERE deleted_at IS NULL AND length(workflow_state) <= 200;
-- step
-- Applications by the day on which they came, for charts and for the filter behind their bars.
CREATE INDEX CONCURRENTLY applications_sent ON applications (company_id, sent_date) WHERE deleted_at IS NULL;

-- Applications by the day on which they came, for charts and for the filter behind their bars.
CREATE INDEX applications_sent ON applications (company_id, sent_date, candidate_id) WHERE deleted_at IS NULL;

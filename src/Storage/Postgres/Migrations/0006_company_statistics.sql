-- online
-- Every statement names a company, and the planner must not believe that it knows how many rows that company has. A company that was
-- not there when a table was last analyzed counts as having one row; then every index that begins with the company looks as good as the
-- primary key, and a look-up by id reads all rows of the company: the first sync of a second company of 20,000 candidates took 45 s
-- instead of 4. Without statistics of the column, each company counts as one in two hundred, and the keys win.

-- step
ALTER TABLE jobs ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE candidates ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE applications ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE candidate_documents ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE onboarding_processes ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE onboarding_tasks ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE record_changes ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE webhook_events ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE sync_runs ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE sync_pages ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE audit_log ALTER COLUMN company_id SET STATISTICS 0;

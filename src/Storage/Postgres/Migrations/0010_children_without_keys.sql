-- Applications and documents no longer point at their candidates by foreign keys (docs/adr/0018): checking each new row cost a quarter of
-- the time of a first sync. Whoever stores one stores or locks its candidate in the same transaction, before it, and whoever deletes a
-- candidate deletes in the same transaction, after it, what belongs to it.
ALTER TABLE applications DROP CONSTRAINT applications_company_id_candidate_id_fkey;
ALTER TABLE candidate_documents DROP CONSTRAINT candidate_documents_company_id_candidate_id_fkey;

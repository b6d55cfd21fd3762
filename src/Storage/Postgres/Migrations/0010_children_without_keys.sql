-- online
-- Applications and documents no longer point at their candidates by foreign keys (docs/adr/0018): checking each new row cost a quarter of
-- the time of a first sync. Whoever stores one stores or locks its candidate in the same transaction, before it, and whoever deletes a
-- candidate deletes in the same transaction, after it, what belongs to it.

-- step
-- The candidates first, as every writer does: otherwise the two would wait for each other.
LOCK TABLE candidates IN ACCESS EXCLUSIVE MODE;
ALTER TABLE applications DROP CONSTRAINT applications_company_id_candidate_id_fkey;

-- step
LOCK TABLE candidates IN ACCESS EXCLUSIVE MODE;
ALTER TABLE candidate_documents DROP CONSTRAINT candidate_documents_company_id_candidate_id_fkey;

-- online

-- step
-- Candidates by name: the last one first, compared byte by byte without regard to case. By 100 characters only: an index entry has room for
-- 2,700 bytes, and one endless name must not cost the page it came with.
CREATE INDEX CONCURRENTLY candidates_name ON candidates (
    company_id, (lower(left(coalesce(last_name || ' ' || first_name, last_name, first_name, ''), 100)) COLLATE "C"), jobvite_id);

-- step
-- With the candidate's id: which candidates are in a workflow state is then answered from the index, newest first, without looking at
-- tens of thousands of rows.
CREATE INDEX CONCURRENTLY candidates_newest_0009 ON candidates (company_id, updated_at DESC, id DESC) INCLUDE (deleted_at, created_at, jobvite_id);
-- step
DROP INDEX CONCURRENTLY IF EXISTS candidates_newest;
-- step
ALTER INDEX candidates_newest_0009 RENAME TO candidates_newest;

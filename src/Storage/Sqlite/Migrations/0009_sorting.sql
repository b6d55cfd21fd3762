-- Candidates by name: the last one first, byte by byte without regard to the case of ASCII letters. With everything that a search looks at,
-- so that it reads the index and only the rows it found.
CREATE INDEX candidates_name ON candidates (
    company_id, lower(substr(coalesce(last_name || ' ' || first_name, last_name, first_name, ''), 1, 100)), jobvite_id,
    deleted_at, first_name, last_name, email);

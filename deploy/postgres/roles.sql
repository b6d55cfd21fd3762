-- The three roles of the service in its database, for an administrator. May be run again at any time: before the first migration, once after it
-- (the front ends' two tables exist only then), and to change passwords.
--
--   PASSWORDS=/run/secrets psql -v ON_ERROR_STOP=1 -d jobvite -f roles.sql
--
-- reads the passwords from the files database-migrate, database-silo and database-front in that directory.
\set migrate_password `cat "$PASSWORDS/database-migrate"`
\set silo_password `cat "$PASSWORDS/database-silo"`
\set front_password `cat "$PASSWORDS/database-front"`

SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['jobvite_migrate', 'jobvite_silo', 'jobvite_front']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

ALTER ROLE jobvite_migrate PASSWORD :'migrate_password';
ALTER ROLE jobvite_silo PASSWORD :'silo_password';
ALTER ROLE jobvite_front PASSWORD :'front_password';

-- Nobody else may come in, and only the migration may change the schema.
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO jobvite_migrate, jobvite_silo, jobvite_front', current_database()) \gexec
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO jobvite_migrate;
GRANT USAGE ON SCHEMA public TO jobvite_silo, jobvite_front;

-- For searches by a part of a word. Only an administrator may create them everywhere.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- What another role made before, as in an installation that had one role for everything.
SELECT format('ALTER TABLE %I OWNER TO jobvite_migrate', relname)
FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND pg_get_userbyid(relowner) <> 'jobvite_migrate' \gexec

-- Silos read and write rows, now and in tables to come.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO jobvite_silo;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO jobvite_silo;
ALTER DEFAULT PRIVILEGES FOR ROLE jobvite_migrate IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO jobvite_silo;
ALTER DEFAULT PRIVILEGES FOR ROLE jobvite_migrate IN SCHEMA public GRANT USAGE ON SEQUENCES TO jobvite_silo;

-- Front ends read where the silos are, and nothing else.
SELECT 'GRANT SELECT ON orleansquery, orleans_silos TO jobvite_front' WHERE to_regclass('public.orleans_silos') IS NOT NULL \gexec

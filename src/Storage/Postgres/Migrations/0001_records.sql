-- The mirrored records.
-- Ids and keys compare byte by byte (COLLATE "C"): they are names, not words, and so their order is the same on every server.
-- Instants are timestamptz cut to milliseconds: Jobvite counts so, and a list's cursor names a row by its milliseconds.
-- raw_json is text, not jsonb: it is the record as Jobvite sent it, nothing looks inside it here, and jsonb costs a parse on every
-- write, reorders members and refuses \u0000. Where the server has lz4, large values are packed with it: several times faster to write
-- than the default and nearly as small.
-- Filters ignore case. What they compare is indexed by its first 200 characters only: an index entry has room for 2,700 bytes, and one
-- endless value must not cost the page it came with.

CREATE TABLE jobs (
    company_id                   text COLLATE "C" NOT NULL,
    jobvite_id                   text COLLATE "C" NOT NULL,
    id                           uuid             NOT NULL,
    source_updated_at            timestamptz,
    read_at                      timestamptz      NOT NULL,
    created_at                   timestamptz      NOT NULL,
    updated_at                   timestamptz      NOT NULL,
    deleted_at                   timestamptz,
    source_hash                  text COLLATE "C" NOT NULL,
    content_hash                 text COLLATE "C" NOT NULL,
    requisition_id               text,
    title                        text,
    status                       text,
    department                   text,
    category                     text,
    primary_recruiter_email      text,
    primary_hiring_manager_email text,
    location_main                text,
    region                       text,
    subsidiary                   text,
    salary_currency              text,
    salary_min                   numeric,
    salary_max                   numeric,
    salary_frequency             text,
    remote_type                  text,
    raw_json                     text             NOT NULL,
    PRIMARY KEY (company_id, jobvite_id)
);

CREATE INDEX jobs_newest ON jobs (company_id, updated_at DESC, id DESC) INCLUDE (deleted_at);
-- Filter indexes end in the list's order, so that a page is read without sorting.
CREATE INDEX jobs_status ON jobs (company_id, lower(left(status, 200)), updated_at DESC, id DESC);
CREATE INDEX jobs_department ON jobs (company_id, lower(left(department, 200)), updated_at DESC, id DESC);
CREATE INDEX jobs_recruiter ON jobs (company_id, lower(left(primary_recruiter_email, 200)));
CREATE INDEX jobs_hiring_manager ON jobs (company_id, lower(left(primary_hiring_manager_email, 200)));

CREATE TABLE candidates (
    company_id                      text COLLATE "C" NOT NULL,
    jobvite_id                      text COLLATE "C" NOT NULL,
    id                              uuid             NOT NULL,
    source_updated_at               timestamptz,
    read_at                         timestamptz      NOT NULL,
    created_at                      timestamptz      NOT NULL,
    updated_at                      timestamptz      NOT NULL,
    deleted_at                      timestamptz,
    artifacts_due_at                timestamptz,
    artifacts_state                 smallint         NOT NULL DEFAULT 0, -- 0 never asked for, 1 to fetch, 2 fetched, 3 given up until the record changes
    source_hash                     text COLLATE "C" NOT NULL,
    content_hash                    text COLLATE "C" NOT NULL,
    email                           text,
    first_name                      text,
    last_name                       text,
    mobile                          text,
    home_phone                      text,
    work_phone                      text,
    address                         text,
    address2                        text,
    city                            text,
    state                           text,
    postal_code                     text,
    country                         text,
    location                        text,
    title                           text,
    company_name                    text,
    work_status                     text,
    sms_consent                     text,
    personal_data_processing_status text,
    raw_json                        text             NOT NULL,
    PRIMARY KEY (company_id, jobvite_id)
);

CREATE INDEX candidates_newest ON candidates (company_id, updated_at DESC, id DESC) INCLUDE (deleted_at);
CREATE INDEX candidates_email ON candidates (company_id, lower(left(email, 200)), updated_at DESC, id DESC);
CREATE INDEX candidates_artifacts ON candidates (company_id, artifacts_due_at) WHERE artifacts_state = 1;

CREATE TABLE applications (
    company_id        text COLLATE "C" NOT NULL,
    jobvite_id        text COLLATE "C" NOT NULL,
    id                uuid             NOT NULL,
    candidate_id      text COLLATE "C" NOT NULL,
    source_updated_at timestamptz,
    read_at           timestamptz      NOT NULL,
    created_at        timestamptz      NOT NULL,
    updated_at        timestamptz      NOT NULL,
    deleted_at        timestamptz,
    source_hash       text COLLATE "C" NOT NULL,
    content_hash      text COLLATE "C" NOT NULL,
    job_id            text COLLATE "C",
    workflow_state    text,
    workflow_state_id text,
    disposition       text,
    source            text,
    source_type       text,
    jobvite_channel   text,
    sent_date         timestamptz,
    last_updated_date timestamptz,
    hire_date         timestamptz,
    start_date        timestamptz,
    consent_status    text,
    has_artifacts     boolean,
    raw_json          text             NOT NULL,
    PRIMARY KEY (company_id, jobvite_id),
    FOREIGN KEY (company_id, candidate_id) REFERENCES candidates (company_id, jobvite_id) ON DELETE CASCADE
);

CREATE INDEX applications_candidate ON applications (company_id, candidate_id);
CREATE INDEX applications_job ON applications (company_id, left(job_id, 200), candidate_id) INCLUDE (deleted_at);
CREATE INDEX applications_workflow_state ON applications (company_id, lower(left(workflow_state, 200)), candidate_id) INCLUDE (deleted_at);

CREATE TABLE candidate_documents (
    company_id        text COLLATE "C" NOT NULL,
    id                uuid             NOT NULL,
    candidate_id      text COLLATE "C" NOT NULL,
    application_id    text COLLATE "C" NOT NULL, -- '' when it belongs to the person: NULLs would never conflict
    type              text COLLATE "C" NOT NULL,
    name              text COLLATE "C" NOT NULL,
    name_hash         bytea            NOT NULL, -- SHA-256 of name, which may be longer than an index entry may be
    file_name         text,
    mime_type         text,
    size              bigint,
    content_hash      text COLLATE "C",
    created_at        timestamptz      NOT NULL,
    updated_at        timestamptz      NOT NULL,
    encrypted_content bytea,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, candidate_id) REFERENCES candidates (company_id, jobvite_id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX candidate_documents_name ON candidate_documents (company_id, candidate_id, application_id, type, name_hash);
-- Ciphertext does not shrink: do not try.
ALTER TABLE candidate_documents ALTER COLUMN encrypted_content SET STORAGE EXTERNAL;

CREATE TABLE onboarding_processes (
    company_id        text COLLATE "C" NOT NULL,
    jobvite_id        text COLLATE "C" NOT NULL,
    id                uuid             NOT NULL,
    source_updated_at timestamptz,
    read_at           timestamptz      NOT NULL,
    created_at        timestamptz      NOT NULL,
    updated_at        timestamptz      NOT NULL,
    deleted_at        timestamptz,
    source_hash       text COLLATE "C" NOT NULL,
    content_hash      text COLLATE "C" NOT NULL,
    new_hire_id       text,
    candidate_id      text,
    status            text,
    hire_date         date,
    kickoff_date      timestamptz,
    milestones        text,
    raw_json          text             NOT NULL,
    PRIMARY KEY (company_id, jobvite_id)
);

CREATE INDEX onboarding_processes_newest ON onboarding_processes (company_id, updated_at DESC, id DESC) INCLUDE (deleted_at);
CREATE INDEX onboarding_processes_status ON onboarding_processes (company_id, lower(left(status, 200)), updated_at DESC, id DESC);
CREATE INDEX onboarding_processes_hire_date ON onboarding_processes (company_id, hire_date);

-- No foreign key to the process: a process that could not be read must not cost the tasks that could.
CREATE TABLE onboarding_tasks (
    company_id        text COLLATE "C" NOT NULL,
    jobvite_id        text COLLATE "C" NOT NULL,
    id                uuid             NOT NULL,
    process_id        text COLLATE "C" NOT NULL,
    source_updated_at timestamptz,
    read_at           timestamptz      NOT NULL,
    created_at        timestamptz      NOT NULL,
    updated_at        timestamptz      NOT NULL,
    deleted_at        timestamptz,
    source_hash       text COLLATE "C" NOT NULL,
    content_hash      text COLLATE "C" NOT NULL,
    name              text,
    type              text,
    status            text,
    due_date          timestamptz,
    raw_json          text             NOT NULL,
    PRIMARY KEY (company_id, jobvite_id)
);

CREATE INDEX onboarding_tasks_process ON onboarding_tasks (company_id, process_id) INCLUDE (deleted_at);

-- A server may be built without lz4; it then packs with its own method.
DO $$
BEGIN
    ALTER TABLE jobs ALTER COLUMN raw_json SET COMPRESSION lz4;
    ALTER TABLE candidates ALTER COLUMN raw_json SET COMPRESSION lz4;
    ALTER TABLE applications ALTER COLUMN raw_json SET COMPRESSION lz4;
    ALTER TABLE onboarding_processes ALTER COLUMN raw_json SET COMPRESSION lz4;
    ALTER TABLE onboarding_tasks ALTER COLUMN raw_json SET COMPRESSION lz4;
EXCEPTION
    WHEN feature_not_supported THEN NULL;
END
$$;

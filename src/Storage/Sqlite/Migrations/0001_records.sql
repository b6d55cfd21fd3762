-- The mirrored records.
-- Instants are INTEGER, milliseconds since 1970 UTC: Jobvite counts so itself, comparing them is comparing numbers, and no text form
-- of a time can be ambiguous. A date without a time (hire_date of a process) is TEXT yyyy-MM-dd. Row ids are version 7 GUIDs as
-- lower-case TEXT. raw_json comes last, so that reading the columns before it does not walk its overflow pages.
-- The large tables keep their rowid: a WITHOUT ROWID table carries whole rows in its inner nodes, which suits short rows only.

CREATE TABLE jobs (
    company_id                   TEXT    NOT NULL,
    jobvite_id                   TEXT    NOT NULL,
    id                           TEXT    NOT NULL,
    source_updated_at            INTEGER,
    read_at                      INTEGER NOT NULL,
    created_at                   INTEGER NOT NULL,
    updated_at                   INTEGER NOT NULL,
    deleted_at                   INTEGER,
    source_hash                  TEXT    NOT NULL,
    content_hash                 TEXT    NOT NULL,
    requisition_id               TEXT,
    title                        TEXT,
    status                       TEXT,
    department                   TEXT,
    category                     TEXT,
    primary_recruiter_email      TEXT,
    primary_hiring_manager_email TEXT,
    location_main                TEXT,
    region                       TEXT,
    subsidiary                   TEXT,
    salary_currency              TEXT,
    salary_min                   TEXT, -- a decimal number as text: a REAL would round it
    salary_max                   TEXT,
    salary_frequency             TEXT,
    remote_type                  TEXT,
    raw_json                     TEXT    NOT NULL,
    PRIMARY KEY (company_id, jobvite_id)
);

CREATE INDEX jobs_newest ON jobs (company_id, updated_at DESC, id DESC, deleted_at);
-- Filter indexes end in the list's order: without it the planner walks the whole list rather than sort what it found.
CREATE INDEX jobs_status ON jobs (company_id, status COLLATE NOCASE, updated_at DESC, id DESC, deleted_at);
CREATE INDEX jobs_department ON jobs (company_id, department COLLATE NOCASE, updated_at DESC, id DESC, deleted_at);
CREATE INDEX jobs_recruiter ON jobs (company_id, primary_recruiter_email COLLATE NOCASE);
CREATE INDEX jobs_hiring_manager ON jobs (company_id, primary_hiring_manager_email COLLATE NOCASE);

CREATE TABLE candidates (
    company_id                      TEXT    NOT NULL,
    jobvite_id                      TEXT    NOT NULL,
    id                              TEXT    NOT NULL,
    source_updated_at               INTEGER,
    read_at                         INTEGER NOT NULL,
    created_at                      INTEGER NOT NULL,
    updated_at                      INTEGER NOT NULL,
    deleted_at                      INTEGER,
    source_hash                     TEXT    NOT NULL,
    content_hash                    TEXT    NOT NULL,
    artifacts_state                 INTEGER NOT NULL DEFAULT 0, -- 0 never asked for, 1 to fetch, 2 fetched, 3 given up until the record changes
    artifacts_due_at                INTEGER,
    email                           TEXT,
    first_name                      TEXT,
    last_name                       TEXT,
    mobile                          TEXT,
    home_phone                      TEXT,
    work_phone                      TEXT,
    address                         TEXT,
    address2                        TEXT,
    city                            TEXT,
    state                           TEXT,
    postal_code                     TEXT,
    country                         TEXT,
    location                        TEXT,
    title                           TEXT,
    company_name                    TEXT,
    work_status                     TEXT,
    sms_consent                     TEXT,
    personal_data_processing_status TEXT,
    raw_json                        TEXT    NOT NULL,
    PRIMARY KEY (company_id, jobvite_id)
);

-- With the names, so that a search reads the index and only the rows it found.
CREATE INDEX candidates_newest ON candidates (company_id, updated_at DESC, id DESC, deleted_at, first_name, last_name, email);
CREATE INDEX candidates_email ON candidates (company_id, email COLLATE NOCASE, updated_at DESC, id DESC, deleted_at);
CREATE INDEX candidates_artifacts ON candidates (company_id, artifacts_due_at) WHERE artifacts_state = 1;

CREATE TABLE applications (
    company_id        TEXT    NOT NULL,
    jobvite_id        TEXT    NOT NULL,
    id                TEXT    NOT NULL,
    candidate_id      TEXT    NOT NULL,
    source_updated_at INTEGER,
    read_at           INTEGER NOT NULL,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    deleted_at        INTEGER,
    source_hash       TEXT    NOT NULL,
    content_hash      TEXT    NOT NULL,
    job_id            TEXT,
    workflow_state    TEXT,
    workflow_state_id TEXT,
    disposition       TEXT,
    source            TEXT,
    source_type       TEXT,
    jobvite_channel   TEXT,
    sent_date         INTEGER,
    last_updated_date INTEGER,
    hire_date         INTEGER,
    start_date        INTEGER,
    consent_status    TEXT,
    has_artifacts     INTEGER,
    raw_json          TEXT    NOT NULL,
    PRIMARY KEY (company_id, jobvite_id),
    FOREIGN KEY (company_id, candidate_id) REFERENCES candidates (company_id, jobvite_id) ON DELETE CASCADE
);

CREATE INDEX applications_candidate ON applications (company_id, candidate_id);
CREATE INDEX applications_job ON applications (company_id, job_id, candidate_id, deleted_at);
CREATE INDEX applications_workflow_state ON applications (company_id, workflow_state COLLATE NOCASE, candidate_id, deleted_at);

CREATE TABLE candidate_documents (
    company_id        TEXT    NOT NULL,
    id                TEXT    NOT NULL,
    candidate_id      TEXT    NOT NULL,
    application_id    TEXT    NOT NULL, -- '' when it belongs to the person: NULLs would never conflict
    type              TEXT    NOT NULL,
    name              TEXT    NOT NULL,
    file_name         TEXT,
    mime_type         TEXT,
    size              INTEGER,
    content_hash      TEXT,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    encrypted_content BLOB,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, candidate_id, application_id, type, name),
    FOREIGN KEY (company_id, candidate_id) REFERENCES candidates (company_id, jobvite_id) ON DELETE CASCADE
);

CREATE TABLE onboarding_processes (
    company_id        TEXT    NOT NULL,
    jobvite_id        TEXT    NOT NULL,
    id                TEXT    NOT NULL,
    source_updated_at INTEGER,
    read_at           INTEGER NOT NULL,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    deleted_at        INTEGER,
    source_hash       TEXT    NOT NULL,
    content_hash      TEXT    NOT NULL,
    new_hire_id       TEXT,
    candidate_id      TEXT,
    status            TEXT,
    hire_date         TEXT,
    kickoff_date      INTEGER,
    milestones        TEXT,
    raw_json          TEXT    NOT NULL,
    PRIMARY KEY (company_id, jobvite_id)
);

CREATE INDEX onboarding_processes_newest ON onboarding_processes (company_id, updated_at DESC, id DESC, deleted_at);
CREATE INDEX onboarding_processes_status ON onboarding_processes (company_id, status COLLATE NOCASE, updated_at DESC, id DESC, deleted_at);
CREATE INDEX onboarding_processes_hire_date ON onboarding_processes (company_id, hire_date);

-- No foreign key to the process: a process that could not be read must not cost the tasks that could.
CREATE TABLE onboarding_tasks (
    company_id        TEXT    NOT NULL,
    jobvite_id        TEXT    NOT NULL,
    id                TEXT    NOT NULL,
    process_id        TEXT    NOT NULL,
    source_updated_at INTEGER,
    read_at           INTEGER NOT NULL,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    deleted_at        INTEGER,
    source_hash       TEXT    NOT NULL,
    content_hash      TEXT    NOT NULL,
    name              TEXT,
    type              TEXT,
    status            TEXT,
    due_date          INTEGER,
    raw_json          TEXT    NOT NULL,
    PRIMARY KEY (company_id, jobvite_id)
);

CREATE INDEX onboarding_tasks_process ON onboarding_tasks (company_id, process_id, deleted_at, status);

-- background work as people see it; attempt counts claims, so that (id, attempt) names one run and a run that was given up cannot write
CREATE TABLE job (
    id {identity},
    kind TEXT NOT NULL,
    project_id BIGINT,
    state TEXT NOT NULL,
    input TEXT NOT NULL,
    progress TEXT,
    error TEXT,
    place TEXT,
    cancel_requested BOOLEAN NOT NULL DEFAULT FALSE,
    attempt BIGINT NOT NULL DEFAULT 0,
    failures BIGINT NOT NULL DEFAULT 0,
    runner TEXT,
    due_at BIGINT NOT NULL,
    heartbeat_at BIGINT,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT,
    changed_at BIGINT NOT NULL
);
CREATE INDEX job_unfinished ON job (due_at, id) WHERE state IN ('queued', 'running');
CREATE INDEX job_by_project ON job (project_id, id);

-- bytes a browser sent, until an import has read them
CREATE TABLE upload (
    id TEXT PRIMARY KEY,
    project_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    file_name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX upload_by_expiry ON upload (expires_at);

-- one imported file; has the id of its import job. resume_at: where reading goes on, committed with the rows before it
CREATE TABLE batch (
    id {given_id},
    project_id BIGINT NOT NULL,
    upload_id TEXT,
    file_name TEXT NOT NULL,
    format TEXT NOT NULL,
    bytes_total BIGINT NOT NULL,
    bytes_read BIGINT NOT NULL DEFAULT 0,
    resume_at TEXT,
    rows_read BIGINT NOT NULL DEFAULT 0,
    imported BIGINT NOT NULL DEFAULT 0,
    duplicates BIGINT NOT NULL DEFAULT 0,
    rejected BIGINT NOT NULL DEFAULT 0,
    ran_ms BIGINT NOT NULL DEFAULT 0,
    first_task BIGINT,
    last_task BIGINT,
    undo_job_id BIGINT
);
CREATE INDEX batch_by_project ON batch (project_id, id);
CREATE INDEX batch_by_upload ON batch (upload_id);

-- rows whose item the project already had; not labeled twice, and the first to take the task over when its own batch is undone
CREATE TABLE duplicate (
    id {identity},
    project_id BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    batch_id BIGINT NOT NULL,
    line BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX duplicate_by_task ON duplicate (task_id, id);
CREATE INDEX duplicate_by_batch ON duplicate (batch_id, id);

CREATE TABLE rejected_row (
    batch_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    line BIGINT NOT NULL,
    column_name TEXT,
    position BIGINT,
    reason TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    PRIMARY KEY (batch_id, ordinal)
);

CREATE TABLE person (
    id {identity},
    email TEXT NOT NULL,
    normalized_email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT,
    security_stamp TEXT NOT NULL,
    failed_sign_ins BIGINT NOT NULL DEFAULT 0,
    locked_until BIGINT,
    is_admin BOOLEAN NOT NULL DEFAULT FALSE,
    is_simulated BOOLEAN NOT NULL DEFAULT FALSE,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);

CREATE TABLE project (
    id {identity},
    name TEXT NOT NULL,
    schema_json TEXT NOT NULL,
    schema_version BIGINT NOT NULL DEFAULT 1,
    overlap BIGINT NOT NULL,
    lease_seconds BIGINT NOT NULL,
    skip_policy TEXT NOT NULL,
    gold_rate DOUBLE PRECISION NOT NULL DEFAULT 0,
    item_word TEXT NOT NULL,
    guideline_version BIGINT NOT NULL DEFAULT 0,
    is_demo BOOLEAN NOT NULL DEFAULT FALSE,
    created_by BIGINT NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    archived_at BIGINT
);

CREATE TABLE guideline (
    project_id BIGINT NOT NULL REFERENCES project (id),
    version BIGINT NOT NULL,
    text TEXT NOT NULL,
    author_id BIGINT NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, version)
);

CREATE TABLE member (
    project_id BIGINT NOT NULL REFERENCES project (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    joined_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, person_id)
);
CREATE INDEX member_by_person ON member (person_id);

CREATE TABLE invitation (
    id {identity},
    project_id BIGINT NOT NULL REFERENCES project (id),
    role TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_by BIGINT NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    uses BIGINT NOT NULL DEFAULT 0,
    max_uses BIGINT,
    revoked_at BIGINT
);

CREATE TABLE api_token (
    id {identity},
    person_id BIGINT NOT NULL REFERENCES person (id),
    project_id BIGINT REFERENCES project (id),
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    prefix TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    last_used_at BIGINT,
    revoked_at BIGINT
);

-- small values of the installation itself: the hash of the one-time set-up link, keys of the cookie encryption
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- who did what; rows are only ever added
CREATE TABLE audit (
    id {identity},
    at BIGINT NOT NULL,
    person_id BIGINT,
    project_id BIGINT,
    task_id BIGINT,
    what TEXT NOT NULL,
    detail TEXT
);
CREATE INDEX audit_by_task ON audit (task_id);
CREATE INDEX audit_by_project ON audit (project_id, id);

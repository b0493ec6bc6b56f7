-- files that items name; the bytes lie in the folder media of the data folder under their hash. batch_id: the import that brought it
CREATE TABLE medium (
    project_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    width BIGINT,
    height BIGINT,
    duration DOUBLE PRECISION,
    batch_id BIGINT,
    added_by BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, name)
);
CREATE INDEX medium_by_hash ON medium (hash, project_id);
CREATE INDEX medium_by_batch ON medium (batch_id) WHERE batch_id IS NOT NULL;

-- contents that lost a name, and when: removed some time later if no medium has them then
CREATE TABLE medium_orphan (
    hash TEXT PRIMARY KEY,
    since BIGINT NOT NULL
);

-- where the server may fetch what items name by URL: host names separated by spaces
ALTER TABLE project ADD COLUMN media_hosts TEXT NOT NULL DEFAULT '';

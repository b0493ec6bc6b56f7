-- how answers become a label: unanimity, or an aggregator and the confidence that is enough. fit counts what was learned of the people
ALTER TABLE project ADD COLUMN aggregator TEXT NOT NULL DEFAULT 'unanimity';
ALTER TABLE project ADD COLUMN confidence_threshold DOUBLE PRECISION NOT NULL DEFAULT 0.8;
ALTER TABLE project ADD COLUMN fit BIGINT NOT NULL DEFAULT 0;

-- what an aggregator last learned of a project's people; schema_version: under which its categories are numbered
CREATE TABLE crowd (
    project_id BIGINT PRIMARY KEY REFERENCES project (id),
    fit BIGINT NOT NULL,
    aggregator TEXT NOT NULL,
    schema_version BIGINT NOT NULL,
    votes BIGINT NOT NULL,
    cold_votes BIGINT NOT NULL,
    learned BYTEA NOT NULL,
    learned_at BIGINT NOT NULL
);

-- changes of votes (or of the setting) that are to be aggregated anew. job_id: the run that will see all of them; next_at: none begins before, -1 for at once
CREATE TABLE aggregation (
    project_id BIGINT PRIMARY KEY REFERENCES project (id),
    changes BIGINT NOT NULL DEFAULT 0,
    job_id BIGINT,
    next_at BIGINT NOT NULL DEFAULT 0
);

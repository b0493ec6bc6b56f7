-- tasks whose earlier answers, final label or place in the counts changed otherwise than by a new answer, in order: votes kept in memory hear of it here
CREATE TABLE vote_change (
    project_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    PRIMARY KEY (project_id, sequence)
);

-- the last report on agreement, and up to which answer, change and schema it counts
CREATE TABLE quality_report (
    project_id {given_id},
    format BIGINT NOT NULL,
    last_annotation BIGINT NOT NULL,
    last_change BIGINT NOT NULL,
    schema_version BIGINT NOT NULL,
    report TEXT NOT NULL
);

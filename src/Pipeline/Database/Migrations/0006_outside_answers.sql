-- answers people gave elsewhere come with an import, which can be taken back as a whole
ALTER TABLE annotation ADD COLUMN batch_id BIGINT;
CREATE INDEX annotation_by_batch ON annotation (batch_id, id) WHERE batch_id IS NOT NULL;

-- how long an answer took is known of those given here
DROP INDEX annotation_by_time;
CREATE INDEX annotation_by_time ON annotation (project_id, created_at) WHERE batch_id IS NULL;

-- people who never sign in, known in the project by the name that files of their answers give them
CREATE TABLE outside_annotator (
    project_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    PRIMARY KEY (project_id, name)
);

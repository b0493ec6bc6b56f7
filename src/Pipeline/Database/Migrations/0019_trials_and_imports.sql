-- what trying models has cost before they were set up; the next model of the kind that is set up takes it over
CREATE TABLE trial_account (
    project_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    spent TEXT NOT NULL,
    PRIMARY KEY (project_id, kind)
);

-- whether the model drafts by itself what imports bring
ALTER TABLE model_setup ADD COLUMN drafts_imports BOOLEAN NOT NULL DEFAULT FALSE;

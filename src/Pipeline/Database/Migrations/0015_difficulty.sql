-- how hard tasks are to label, 0 to 1; source: predictions, text or model
CREATE TABLE difficulty (
    task_id {given_id},
    project_id BIGINT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    source TEXT NOT NULL
);
CREATE INDEX difficulty_by_score ON difficulty (project_id, score, task_id);

-- quick_start: how many of the easiest tasks come first, 0 for none; setup_id: the model that judges, null for none
CREATE TABLE difficulty_setting (
    project_id BIGINT PRIMARY KEY REFERENCES project (id),
    is_on BOOLEAN NOT NULL,
    quick_start BIGINT NOT NULL,
    setup_id BIGINT,
    changed_by BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

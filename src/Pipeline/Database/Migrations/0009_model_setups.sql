-- weak models that a project runs itself, as somebody has set them up; what they say is stored under their name and version
CREATE TABLE model_setup (
    id {identity},
    project_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    settings TEXT NOT NULL,
    job_id BIGINT,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (project_id, name)
);

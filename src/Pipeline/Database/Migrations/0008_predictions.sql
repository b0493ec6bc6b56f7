-- weak models, each version by itself. position: models of smaller ones are asked for their draft first; null: its drafts are not shown
CREATE TABLE weak_model (
    id {identity},
    project_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    position BIGINT,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (project_id, name, version)
);

-- what a model says of a task; never deleted, since annotations tell from which they began
CREATE TABLE prediction (
    id {identity},
    project_id BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL REFERENCES weak_model (id),
    schema_version BIGINT NOT NULL,
    answers TEXT NOT NULL,
    confidence DOUBLE PRECISION,
    created_at BIGINT NOT NULL,
    is_replaced BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE UNIQUE INDEX prediction_by_task ON prediction (task_id, model_id) WHERE NOT is_replaced;
CREATE INDEX prediction_by_model ON prediction (model_id, id);

-- what became of the draft in the answers: by question, where each part comes from
ALTER TABLE annotation ADD COLUMN draft_use TEXT;

-- parts of the weak model's draft that the person has dealt with, by question
ALTER TABLE draft ADD COLUMN settled TEXT;
CREATE INDEX annotation_by_prediction ON annotation (prediction_id) WHERE prediction_id IS NOT NULL;

-- what a project's own model, trained anew again and again, says of tasks that it never learns from: shown to nobody, they audit it
CREATE TABLE held_draft (
    model_id BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    answers TEXT NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (model_id, task_id)
);

-- labels by people when the threshold was last chosen
ALTER TABLE auto_accept ADD COLUMN looked_labels BIGINT NOT NULL DEFAULT 0;

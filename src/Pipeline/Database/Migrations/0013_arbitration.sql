-- who is asked about a project's disputes, and what becomes of the opinions. run: counts the changes; what was said in one does not count for the next
CREATE TABLE arbitration (
    project_id BIGINT PRIMARY KEY REFERENCES project (id),
    setup_id BIGINT,
    policy TEXT NOT NULL,
    least_accuracy DOUBLE PRECISION NOT NULL,
    delta DOUBLE PRECISION NOT NULL,
    blind_share DOUBLE PRECISION NOT NULL,
    run BIGINT NOT NULL DEFAULT 0,
    changed_by BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- what an arbiter thinks of a dispute; never deleted. votes: the annotations it saw; blind: drawn by chance, shown to nobody before the task is decided;
-- decided_at: when it became the label; undone_at: when somebody took that back
CREATE TABLE opinion (
    id {identity},
    project_id BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    run BIGINT NOT NULL,
    model TEXT NOT NULL,
    version TEXT NOT NULL,
    answers TEXT,
    confidence DOUBLE PRECISION,
    reasons TEXT,
    failure TEXT,
    votes TEXT NOT NULL,
    guideline_version BIGINT NOT NULL,
    is_blind BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    decided_at BIGINT,
    undone_at BIGINT,
    clarification TEXT,
    clarification_state TEXT
);
CREATE INDEX opinion_by_task ON opinion (task_id);
CREATE INDEX opinion_blind ON opinion (project_id, id) WHERE is_blind;
CREATE INDEX opinion_decided ON opinion (project_id, id) WHERE decided_at IS NOT NULL;
CREATE INDEX opinion_clarification ON opinion (project_id, id) WHERE clarification_state = 'open';

-- the opinion on it; null while there is none
ALTER TABLE dispute ADD COLUMN opinion_id BIGINT;
CREATE INDEX dispute_unasked ON dispute (project_id, task_id) WHERE opinion_id IS NULL;

-- what all requests to a model have cost
ALTER TABLE model_setup ADD COLUMN spent TEXT;

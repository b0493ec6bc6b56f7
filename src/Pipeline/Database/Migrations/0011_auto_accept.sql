-- which drafts of a model become labels unseen. run: counts the promises made; in_force: the confidence from which is accepted now, null for nothing;
-- looks, looked_at: how often the threshold was chosen, and from how many audits last; heard_at: up to which label audits are taken; walked: up to which prediction;
-- audit_rank: tasks drawn for audit come before all others, at this rank or below
CREATE TABLE auto_accept (
    model_id BIGINT PRIMARY KEY REFERENCES weak_model (id),
    project_id BIGINT NOT NULL,
    mode TEXT NOT NULL,
    threshold DOUBLE PRECISION NOT NULL,
    epsilon DOUBLE PRECISION NOT NULL,
    delta DOUBLE PRECISION NOT NULL,
    audit_share DOUBLE PRECISION NOT NULL,
    audits_see_draft BOOLEAN NOT NULL,
    run BIGINT NOT NULL,
    in_force DOUBLE PRECISION,
    looks BIGINT NOT NULL DEFAULT 0,
    looked_at BIGINT NOT NULL DEFAULT 0,
    choice TEXT,
    heard_at BIGINT NOT NULL DEFAULT 0,
    walked BIGINT NOT NULL DEFAULT 0,
    alarm TEXT,
    audit_rank BIGINT NOT NULL,
    changed_by BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX auto_accept_by_project ON auto_accept (project_id);

-- drafts drawn by chance and held against what people said; in_force: from which confidence was accepted when it was
CREATE TABLE audited_draft (
    id {identity},
    model_id BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    run BIGINT NOT NULL,
    in_force DOUBLE PRECISION,
    confidence DOUBLE PRECISION NOT NULL,
    is_wrong BOOLEAN NOT NULL,
    UNIQUE (model_id, task_id)
);

-- drafts that became labels unseen, each once a run; never deleted
CREATE TABLE accepted_draft (
    model_id BIGINT NOT NULL,
    run BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    prediction_id BIGINT NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    in_force DOUBLE PRECISION NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (model_id, task_id, run)
);

-- the draft that became the label
ALTER TABLE final_label ADD COLUMN prediction_id BIGINT;

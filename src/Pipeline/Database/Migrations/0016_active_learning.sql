-- how a project's own model learns and what it brings forward. run: counts the changes of the settings; fresh: labels since the last turn read them, of which
-- wanted begin the next; is_asked: a turn is to come whatever there is
CREATE TABLE learning (
    project_id BIGINT PRIMARY KEY REFERENCES project (id),
    is_on BOOLEAN NOT NULL,
    question TEXT,
    strategy TEXT NOT NULL,
    every_labels BIGINT NOT NULL,
    every_minutes BIGINT NOT NULL,
    random_share DOUBLE PRECISION NOT NULL,
    batch BIGINT,
    drafts BOOLEAN NOT NULL,
    run BIGINT NOT NULL,
    fresh BIGINT NOT NULL DEFAULT 0,
    wanted BIGINT NOT NULL,
    is_asked BOOLEAN NOT NULL DEFAULT FALSE,
    changed_by BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- a turn: labels learned from; how many of the random stream were predicted, and how many correctly; places: the tasks brought forward, in their order;
-- version: of the model, null before there was one; agreement: with the model before, chance taken out; gain: what the next hundred labels are expected to add
CREATE TABLE learning_round (
    id {identity},
    project_id BIGINT NOT NULL,
    run BIGINT NOT NULL,
    question TEXT NOT NULL,
    labels BIGINT NOT NULL,
    evaluated BIGINT NOT NULL,
    correct BIGINT NOT NULL,
    low DOUBLE PRECISION NOT NULL,
    high DOUBLE PRECISION NOT NULL,
    macro_f1 DOUBLE PRECISION,
    calibration_error DOUBLE PRECISION,
    strategy TEXT NOT NULL,
    version TEXT,
    chosen BIGINT NOT NULL,
    places TEXT NOT NULL,
    agreement DOUBLE PRECISION,
    gain DOUBLE PRECISION,
    gain_by TEXT,
    seconds DOUBLE PRECISION NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX learning_round_by_project ON learning_round (project_id, id);

-- the last models of a project. texts: how many its features were learned of
CREATE TABLE learned_model (
    id {identity},
    project_id BIGINT NOT NULL,
    question TEXT NOT NULL,
    schema_version BIGINT NOT NULL,
    version TEXT NOT NULL,
    texts BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX learned_model_by_project ON learned_model (project_id, id);

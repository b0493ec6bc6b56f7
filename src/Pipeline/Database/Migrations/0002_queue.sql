{task_ids};

-- one row a project: the lock under which its queue is worked on, and what the in-memory cursors of every node check against
CREATE TABLE project_queue (
    project_id BIGINT PRIMARY KEY REFERENCES project (id),
    reopened BIGINT NOT NULL DEFAULT 0,
    largest_rank BIGINT NOT NULL DEFAULT 0
);

-- what the queue reads and writes on every claim; rank is the negative priority, so that (rank, id) ascending is queue order
CREATE TABLE task (
    id {given_id},
    project_id BIGINT NOT NULL,
    status TEXT NOT NULL,
    rank BIGINT NOT NULL,
    overlap BIGINT NOT NULL,
    submitted BIGINT NOT NULL DEFAULT 0,
    leased BIGINT NOT NULL DEFAULT 0,
    open_slots BIGINT NOT NULL,
    skips BIGINT NOT NULL DEFAULT 0,
    is_gold BOOLEAN NOT NULL DEFAULT FALSE,
    changed_at BIGINT NOT NULL
);
CREATE INDEX task_open ON task (project_id, rank, id) WHERE open_slots > 0;
CREATE INDEX task_by_project ON task (project_id, id);
CREATE INDEX task_disputed ON task (project_id, rank, id) WHERE status = 'disputed';
CREATE INDEX task_skipped ON task (project_id, id) WHERE status = 'skipped';
CREATE INDEX task_gold ON task (project_id, id) WHERE is_gold;

-- what people see of a task; written once
CREATE TABLE item (
    task_id {given_id},
    project_id BIGINT NOT NULL,
    batch_id BIGINT,
    line BIGINT,
    hash_high BIGINT,
    hash_low BIGINT,
    data TEXT NOT NULL
);
CREATE UNIQUE INDEX item_by_hash ON item (project_id, hash_high, hash_low);

-- person first: "has this person had this task" is asked on every claim, and with the task first PostgreSQL reads the whole small table
CREATE TABLE lease (
    person_id BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    project_id BIGINT NOT NULL,
    claimed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, task_id, purpose)
);
CREATE INDEX lease_by_task ON lease (task_id);
CREATE INDEX lease_by_expiry ON lease (project_id, expires_at);

-- a person's answers or skip; never deleted. standing: counts against asking the person again
CREATE TABLE annotation (
    id {identity},
    submission_id TEXT NOT NULL UNIQUE,
    project_id BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    state TEXT NOT NULL,
    is_standing BOOLEAN NOT NULL,
    answers TEXT,
    skip_reason TEXT,
    lead_time_ms BIGINT NOT NULL,
    guideline_version BIGINT NOT NULL,
    prediction_id BIGINT,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX annotation_standing ON annotation (person_id, task_id) WHERE is_standing;
CREATE INDEX annotation_by_task ON annotation (task_id);
CREATE INDEX annotation_by_person ON annotation (project_id, person_id, id);
CREATE INDEX annotation_by_time ON annotation (project_id, created_at);

-- who once had a task and did not finish it in time: what they send later is still theirs to send
CREATE TABLE past_lease (
    person_id BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    ended_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, task_id)
);

-- sums by person and day, so that nobody's progress costs a count over everything they did
CREATE TABLE tally (
    project_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    day BIGINT NOT NULL,
    answers BIGINT NOT NULL DEFAULT 0,
    skips BIGINT NOT NULL DEFAULT 0,
    lead_time_ms BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (project_id, person_id, day)
);

CREATE TABLE draft (
    person_id BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    answers TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, task_id)
);

CREATE TABLE final_label (
    task_id {given_id},
    project_id BIGINT NOT NULL,
    answers TEXT NOT NULL,
    how TEXT NOT NULL,
    confidence DOUBLE PRECISION,
    decided_by BIGINT,
    decided_at BIGINT NOT NULL,
    comment TEXT,
    guideline_version BIGINT NOT NULL,
    from_annotations TEXT NOT NULL
);
CREATE INDEX final_label_by_project ON final_label (project_id, decided_at);

-- questions on which people differ, for the disputes page
CREATE TABLE dispute (
    task_id {given_id},
    project_id BIGINT NOT NULL,
    questions TEXT NOT NULL,
    since BIGINT NOT NULL
);

CREATE TABLE gold (
    task_id {given_id},
    project_id BIGINT NOT NULL,
    answers TEXT NOT NULL,
    marked_by BIGINT NOT NULL,
    marked_at BIGINT NOT NULL
);

-- slots that came back, in order: a cursor that has gone past such a task must hear of it. task_id 0: forget all cursors
CREATE TABLE reopening (
    project_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    PRIMARY KEY (project_id, sequence)
);

-- how far each person has come in each queue, saved now and then so that a restart does not walk again
CREATE TABLE queue_cursor (
    project_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    heard BIGINT NOT NULL,
    claims BIGINT NOT NULL,
    PRIMARY KEY (project_id, person_id)
);

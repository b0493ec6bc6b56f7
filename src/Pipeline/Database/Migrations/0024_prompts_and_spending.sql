-- what the prompts of many predictions share: kept once, compressed, as long as a prediction has it
CREATE TABLE prompt (
    id {identity},
    project_id BIGINT NOT NULL,
    hash TEXT NOT NULL,
    body BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (project_id, hash)
);

-- of language models. prompt_key: the hash of the whole request; prompt_own: the message about the item, without the item's own texts
ALTER TABLE prediction ADD COLUMN prompt_key TEXT;
ALTER TABLE prediction ADD COLUMN prompt_id BIGINT;
ALTER TABLE prediction ADD COLUMN prompt_own TEXT;
CREATE INDEX prediction_by_prompt ON prediction (prompt_id) WHERE prompt_id IS NOT NULL;

-- what all language models of a project have cost together, those that were removed too, and what they may cost; spent is null until the first request after this version
CREATE TABLE spending (
    project_id {given_id},
    spent TEXT,
    limits TEXT
);

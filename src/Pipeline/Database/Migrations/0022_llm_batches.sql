-- batches that were sent to a language model's provider, or are about to be: provider_id is known when it has taken them, ended_at when all results are kept
CREATE TABLE llm_batch (
    id {identity},
    project_id BIGINT NOT NULL,
    setup_id BIGINT NOT NULL,
    provider TEXT NOT NULL,
    provider_id TEXT,
    requests BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    announced_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX llm_batch_open ON llm_batch (setup_id) WHERE ended_at IS NULL;

-- their requests, by the key of the reply: gone when there is one. outcome: NULL while on its way, failed, expired
CREATE TABLE llm_batch_request (
    key TEXT NOT NULL,
    batch_id BIGINT NOT NULL,
    outcome TEXT,
    PRIMARY KEY (key, batch_id)
);
CREATE UNIQUE INDEX llm_batch_request_asked_once ON llm_batch_request (key) WHERE outcome IS NULL;
CREATE INDEX llm_batch_request_by_batch ON llm_batch_request (batch_id);

-- what a language model is told of the project beside the item, drawn once for a run: another day it would be another question, to be paid for again
CREATE TABLE model_briefing (
    job_id BIGINT PRIMARY KEY,
    briefing TEXT NOT NULL
);

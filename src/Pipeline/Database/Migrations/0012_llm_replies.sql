-- what language models replied, by a hash of the whole request: nothing is paid for twice
CREATE TABLE llm_reply (
    key TEXT PRIMARY KEY,
    reply TEXT NOT NULL,
    at BIGINT NOT NULL
);

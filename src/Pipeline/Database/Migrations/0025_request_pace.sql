-- when the next request to a language model may go, for all nodes; a row for each model that is set up, one (scope 0) for the trials of others, one (scope -1) for all of the project.
-- ticks of 100 ns since 1970
CREATE TABLE request_pace (
    project_id BIGINT NOT NULL,
    scope BIGINT NOT NULL,
    next_request BIGINT NOT NULL,
    next_token BIGINT NOT NULL,
    held BIGINT NOT NULL,
    PRIMARY KEY (project_id, scope)
);

-- models are written part by part, so that nobody who labels waits for one of some megabytes; such a model counts once it is whole
CREATE TABLE learned_model_part (
    model_id BIGINT NOT NULL,
    place BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (model_id, place)
);
INSERT INTO learned_model_part (model_id, place, bytes) SELECT id, 0, bytes FROM learned_model;
ALTER TABLE learned_model DROP COLUMN bytes;
ALTER TABLE learned_model ADD COLUMN is_whole BOOLEAN NOT NULL DEFAULT TRUE;

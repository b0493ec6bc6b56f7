CREATE TABLE batch (id {identity}, file_name TEXT NOT NULL);
CREATE TABLE duplicate (id {identity}, task_id BIGINT NOT NULL, data TEXT NOT NULL);

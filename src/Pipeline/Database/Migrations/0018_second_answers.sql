-- asks_again: whether labels that the model doubts get a second answer; doubted: the tasks of which a turn asks one more person, the most doubted first
ALTER TABLE learning ADD COLUMN asks_again BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE learning_round ADD COLUMN doubted TEXT NOT NULL DEFAULT '[]';

-- calibration: of the turn's model on the random stream; saving: what chosen labels saved against random ones, null where that was not found anew
ALTER TABLE learning_round ADD COLUMN calibration TEXT;
ALTER TABLE learning_round ADD COLUMN saving TEXT;

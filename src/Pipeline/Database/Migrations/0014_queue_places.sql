-- rank: the negative priority times 1048576, and a place among those of the same priority: below 0 brought forward, 0 as they came
UPDATE task SET rank = CASE WHEN rank > 4000000000000 THEN 4000000000000 WHEN rank < -4000000000000 THEN -4000000000000 ELSE rank END * 1048576 WHERE rank <> 0;
UPDATE duplicate SET rank = CASE WHEN rank > 4000000000000 THEN 4000000000000 WHEN rank < -4000000000000 THEN -4000000000000 ELSE rank END * 1048576 WHERE rank <> 0;
UPDATE project_queue SET largest_rank = CASE WHEN largest_rank > 4000000000000 THEN 4000000000000 ELSE largest_rank END * 1048576 WHERE largest_rank <> 0;
UPDATE auto_accept SET audit_rank = CASE WHEN audit_rank < -4000000000000 THEN -4000000000000 ELSE audit_rank END * 1048576;

-- where people are in the queue is found anew
DELETE FROM reopening;
DELETE FROM queue_cursor;

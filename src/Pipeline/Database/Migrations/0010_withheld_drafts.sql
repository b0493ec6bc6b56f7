-- share of tasks whose drafts nobody is shown, by a draw: what drafts do is measured against them
ALTER TABLE project ADD COLUMN withheld_share DOUBLE PRECISION NOT NULL DEFAULT 0;

-- the draft that there was when somebody answered, and whether it was kept from them; null where nothing is measured
ALTER TABLE annotation ADD COLUMN draft_id BIGINT;
ALTER TABLE annotation ADD COLUMN draft_withheld BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX annotation_measured ON annotation (project_id, id) WHERE draft_id IS NOT NULL;

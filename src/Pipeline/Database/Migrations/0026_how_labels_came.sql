-- how a label came is counted often, and read from the index alone
DROP INDEX final_label_by_project;
CREATE INDEX final_label_by_project ON final_label (project_id, decided_at, how);

CREATE TABLE answer (
	id INTEGER NOT NULL, 
	request TEXT NOT NULL, 
	content TEXT NOT NULL, 
	arrived_at TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (request)
)
 STRICT
--;
CREATE TABLE duplicate_dismissal (
	id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	other_id INTEGER NOT NULL, 
	reason TEXT, 
	dismissed_by TEXT NOT NULL, 
	dismissed_at TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (source_id, other_id), 
	CONSTRAINT two_sources CHECK (source_id <> other_id), 
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE, 
	FOREIGN KEY(other_id) REFERENCES source (id) ON DELETE CASCADE
)
 STRICT
--;
CREATE INDEX ix_duplicate_dismissal_other_id ON duplicate_dismissal (other_id)
--;
CREATE TRIGGER duplicate_dismissal_journal_insert AFTER INSERT ON duplicate_dismissal BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'duplicate_dismissal', NEW.id, 'insert', NULL, NULL);
END
--;
CREATE TRIGGER duplicate_dismissal_journal_update AFTER UPDATE ON duplicate_dismissal BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'duplicate_dismissal', NEW.id, 'update',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'other_id', OLD."other_id", 'reason', OLD."reason", 'dismissed_by', OLD."dismissed_by", 'dismissed_at', OLD."dismissed_at"),
    json_object('id', NEW."id", 'source_id', NEW."source_id", 'other_id', NEW."other_id", 'reason', NEW."reason", 'dismissed_by', NEW."dismissed_by", 'dismissed_at', NEW."dismissed_at"));
END
--;
CREATE TRIGGER duplicate_dismissal_journal_delete AFTER DELETE ON duplicate_dismissal BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'duplicate_dismissal', OLD.id, 'delete',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'other_id', OLD."other_id", 'reason', OLD."reason", 'dismissed_by', OLD."dismissed_by", 'dismissed_at', OLD."dismissed_at"), NULL);
END
-- The schema of a bibtrack library, written by `bibtrack db schema`; do not edit.
PRAGMA application_id = 1651073652;
PRAGMA user_version = 2;

CREATE TABLE annotation (
  id INTEGER NOT NULL,
  source_id INTEGER,
  citation_id INTEGER,
  theme_id INTEGER,
  locator TEXT,
  author TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT about_one_thing CHECK ((source_id IS NULL) <> (citation_id IS NULL)),
  FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE,
  FOREIGN KEY(citation_id) REFERENCES citation (id) ON DELETE CASCADE,
  FOREIGN KEY(theme_id) REFERENCES theme (id) ON DELETE SET NULL
)
 STRICT;

CREATE TABLE answer (
  id INTEGER NOT NULL,
  request TEXT NOT NULL,
  content TEXT NOT NULL,
  arrived_at TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (request)
)
 STRICT;

CREATE TABLE callout (
  id INTEGER NOT NULL,
  note_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  label TEXT NOT NULL,
  section TEXT,
  paragraph INTEGER DEFAULT 0 NOT NULL,
  page INTEGER,
  context TEXT NOT NULL,
  callout_offset INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (note_id, ordinal),
  FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE candidate (
  id INTEGER NOT NULL,
  lookup_id INTEGER NOT NULL,
  rank INTEGER DEFAULT 1 NOT NULL,
  identifier TEXT,
  record TEXT NOT NULL,
  resolver_score REAL,
  score REAL DEFAULT (0.0) NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT,
  gap REAL,
  algorithm TEXT,
  decided_by TEXT DEFAULT 'rule' NOT NULL,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT verdict_known CHECK (verdict IN ('accept', 'review', 'reject', 'exempt')),
  CONSTRAINT decided_by_known CHECK (decided_by IN ('rule', 'person')),
  FOREIGN KEY(lookup_id) REFERENCES lookup (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE change (
  id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  action TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT,
  PRIMARY KEY (id),
  CONSTRAINT action_known CHECK (action IN ('insert', 'update', 'delete')),
  FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE citation (
  id INTEGER NOT NULL,
  note_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  start INTEGER,
  stop INTEGER,
  text TEXT DEFAULT '' NOT NULL,
  form TEXT DEFAULT 'full' NOT NULL,
  prefix TEXT,
  suffix TEXT,
  locator_label TEXT,
  locator TEXT,
  parser_version TEXT,
  parsed TEXT,
  confidence REAL DEFAULT (1.0) NOT NULL,
  grade TEXT DEFAULT 'verified-endnote' NOT NULL,
  evidence TEXT,
  linked_by TEXT DEFAULT 'rule' NOT NULL,
  source_id INTEGER,
  antecedent_id INTEGER,
  PRIMARY KEY (id),
  UNIQUE (note_id, ordinal),
  CONSTRAINT form_known CHECK (form IN ('full', 'short', 'ibid', 'op-cit', 'supra', 'unparsed')),
  CONSTRAINT grade_known CHECK (grade IN ('verified-endnote', 'verified-work', 'candidate', 'unknown')),
  CONSTRAINT linked_by_known CHECK (linked_by IN ('rule', 'person', 'file')),
  CONSTRAINT span_whole CHECK ((start IS NULL) = (stop IS NULL)),
  CONSTRAINT span_ordered CHECK (start IS NULL OR start < stop),
  CONSTRAINT confidence_range CHECK (confidence BETWEEN 0 AND 1),
  FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE,
  FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE SET NULL,
  FOREIGN KEY(antecedent_id) REFERENCES citation (id) ON DELETE SET NULL
)
 STRICT;

CREATE TABLE cited_work (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  doi TEXT,
  title TEXT,
  author TEXT,
  year TEXT,
  verbatim TEXT,
  PRIMARY KEY (id),
  FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE creator (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  role TEXT DEFAULT 'author' NOT NULL,
  ordinal INTEGER NOT NULL,
  family TEXT,
  given TEXT,
  dropping_particle TEXT,
  non_dropping_particle TEXT,
  suffix TEXT,
  literal TEXT,
  orcid TEXT,
  folded TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id, role, ordinal),
  CONSTRAINT role_known CHECK (role IN ('author', 'editor', 'translator', 'container-author', 'collection-editor', 'director', 'interviewer', 'recipient', 'reviewed-author', 'original-author', 'contributor')),
  CONSTRAINT person_or_body CHECK ((family IS NULL) <> (literal IS NULL)),
  FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE
)
 STRICT;

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
 STRICT;

CREATE TABLE event (
  id INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  verb TEXT NOT NULL,
  command TEXT DEFAULT '' NOT NULL,
  run INTEGER NOT NULL,
  undoes INTEGER,
  digest TEXT,
  PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE finding (
  id INTEGER NOT NULL,
  report_id INTEGER,
  note_id INTEGER,
  citation_id INTEGER,
  code TEXT NOT NULL,
  severity TEXT DEFAULT 'warning' NOT NULL,
  message TEXT NOT NULL,
  start INTEGER,
  stop INTEGER,
  PRIMARY KEY (id),
  CONSTRAINT severity_known CHECK (severity IN ('info', 'warning', 'error')),
  FOREIGN KEY(report_id) REFERENCES report (id) ON DELETE CASCADE,
  FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE,
  FOREIGN KEY(citation_id) REFERENCES citation (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE fulltext_stale (source_id INTEGER PRIMARY KEY) STRICT;

CREATE TABLE identifier (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id, scheme, value),
  FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE import_block (
  id INTEGER NOT NULL,
  import_file_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  "key" TEXT,
  text TEXT NOT NULL,
  line INTEGER,
  source_id INTEGER,
  digest TEXT,
  message TEXT,
  PRIMARY KEY (id),
  UNIQUE (import_file_id, ordinal),
  CONSTRAINT kind_known CHECK (kind IN ('entry', 'string', 'preamble', 'comment', 'failed', 'other')),
  FOREIGN KEY(import_file_id) REFERENCES import_file (id) ON DELETE CASCADE,
  FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE SET NULL
)
 STRICT;

CREATE TABLE import_file (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  encoding TEXT DEFAULT 'utf-8' NOT NULL,
  newline TEXT DEFAULT '
' NOT NULL,
  imported_at TEXT NOT NULL,
  PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE journal (
  id INTEGER NOT NULL,
  event_id INTEGER,
  PRIMARY KEY (id),
  CONSTRAINT one_row CHECK (id = 1)
)
 STRICT;

CREATE TABLE lookup (
  id INTEGER NOT NULL,
  source_id INTEGER,
  resolver TEXT DEFAULT 'crossref' NOT NULL,
  strategy TEXT NOT NULL,
  "query" TEXT NOT NULL,
  status TEXT NOT NULL,
  http_status INTEGER,
  error TEXT,
  requested_at TEXT NOT NULL,
  duration_ms INTEGER,
  PRIMARY KEY (id),
  CONSTRAINT strategy_known CHECK (strategy IN ('doi', 'bibliographic', 'title-author')),
  CONSTRAINT status_known CHECK (status IN ('ok', 'empty', 'failed')),
  FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE match_evidence (
  id INTEGER NOT NULL,
  candidate_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  ours TEXT,
  theirs TEXT,
  similarity REAL DEFAULT (0.0) NOT NULL,
  weight REAL DEFAULT (0.0) NOT NULL,
  contradiction INTEGER DEFAULT 0 NOT NULL,
  explanation TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(candidate_id) REFERENCES candidate (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE note (
  id INTEGER NOT NULL,
  report_id INTEGER NOT NULL,
  kind TEXT DEFAULT 'endnote' NOT NULL,
  ordinal INTEGER NOT NULL,
  label TEXT NOT NULL,
  section TEXT,
  text TEXT DEFAULT '' NOT NULL,
  grade TEXT DEFAULT 'verified-endnote' NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (report_id, ordinal),
  CONSTRAINT kind_known CHECK (kind IN ('footnote', 'endnote', 'reference')),
  CONSTRAINT grade_known CHECK (grade IN ('verified-endnote', 'verified-work', 'candidate', 'unknown')),
  CONSTRAINT ordinal_positive CHECK (ordinal >= 1),
  FOREIGN KEY(report_id) REFERENCES report (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE report (
  id INTEGER NOT NULL,
  slug TEXT NOT NULL,
  title TEXT,
  creators TEXT,
  issued TEXT,
  publisher TEXT,
  collection_title TEXT,
  language TEXT,
  url TEXT,
  apparatus TEXT DEFAULT 'printed' NOT NULL,
  apparatus_reason TEXT,
  file_name TEXT,
  media_type TEXT,
  sha256 TEXT,
  notes_sha256 TEXT,
  reader TEXT,
  reader_version TEXT,
  ingested_at TEXT,
  PRIMARY KEY (id),
  CONSTRAINT apparatus_known CHECK (apparatus IN ('printed', 'reconstructed', 'none')),
  UNIQUE (slug)
)
 STRICT;

CREATE TABLE saved_search (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  "query" TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (name)
)
 STRICT;

CREATE TABLE source (
  id INTEGER NOT NULL,
  citekey TEXT NOT NULL,
  type TEXT DEFAULT 'document' NOT NULL,
  title TEXT,
  title_short TEXT,
  original_title TEXT,
  translated_title TEXT,
  container_title TEXT,
  container_title_short TEXT,
  collection_title TEXT,
  collection_number TEXT,
  publisher TEXT,
  publisher_place TEXT,
  authority TEXT,
  genre TEXT,
  medium TEXT,
  number TEXT,
  volume TEXT,
  number_of_volumes TEXT,
  issue TEXT,
  page TEXT,
  number_of_pages TEXT,
  chapter_number TEXT,
  section TEXT,
  edition TEXT,
  version TEXT,
  event_title TEXT,
  event_place TEXT,
  archive TEXT,
  archive_location TEXT,
  language TEXT,
  url TEXT,
  archive_url TEXT,
  abstract TEXT,
  note TEXT,
  issued_year INTEGER,
  issued_month INTEGER,
  issued_day INTEGER,
  issued_stop_year INTEGER,
  issued_verbatim TEXT,
  accessed TEXT,
  original_date TEXT,
  extra TEXT,
  status TEXT DEFAULT 'unresolved' NOT NULL,
  status_reason TEXT DEFAULT 'not asked',
  grade TEXT,
  merged_into INTEGER,
  removed_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT type_known CHECK (type IN ('article', 'article-journal', 'article-magazine', 'article-newspaper', 'bill', 'book', 'broadcast', 'chapter', 'classic', 'collection', 'dataset', 'document', 'entry', 'entry-dictionary', 'entry-encyclopedia', 'event', 'figure', 'graphic', 'hearing', 'interview', 'legal_case', 'legislation', 'manuscript', 'map', 'motion_picture', 'musical_score', 'pamphlet', 'paper-conference', 'patent', 'performance', 'periodical', 'personal_communication', 'post', 'post-weblog', 'regulation', 'report', 'review', 'review-book', 'software', 'song', 'speech', 'standard', 'thesis', 'treaty', 'webpage')),
  CONSTRAINT status_known CHECK (status IN ('unresolved', 'ambiguous', 'resolved', 'unmatched', 'exempt')),
  CONSTRAINT month_range CHECK (issued_month IS NULL OR issued_month BETWEEN 1 AND 12),
  CONSTRAINT day_range CHECK (issued_day IS NULL OR issued_day BETWEEN 1 AND 31),
  CONSTRAINT day_needs_month CHECK (issued_day IS NULL OR issued_month IS NOT NULL),
  CONSTRAINT merged_elsewhere CHECK (merged_into IS NULL OR merged_into <> id),
  UNIQUE (citekey),
  FOREIGN KEY(merged_into) REFERENCES source (id) ON DELETE SET NULL
)
 STRICT;

CREATE VIRTUAL TABLE source_fts USING fts5(
  title, author, creator, container, publisher, abstract, annotation, context, note,
  tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE source_update (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  doi TEXT,
  date TEXT,
  origin TEXT,
  seen_at TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE statement (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  origin TEXT NOT NULL,
  record TEXT NOT NULL,
  dates TEXT,
  citation_id INTEGER,
  candidate_id INTEGER,
  stated_by TEXT,
  stated_at TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id, origin),
  CONSTRAINT origin_known CHECK (origin IN ('printed', 'fetched', 'chosen')),
  FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE,
  FOREIGN KEY(citation_id) REFERENCES citation (id) ON DELETE SET NULL,
  FOREIGN KEY(candidate_id) REFERENCES candidate (id) ON DELETE SET NULL
)
 STRICT;

CREATE TABLE theme (
  id INTEGER NOT NULL,
  slug TEXT NOT NULL,
  label TEXT NOT NULL,
  definition TEXT DEFAULT '' NOT NULL,
  scope_note TEXT DEFAULT '' NOT NULL,
  synonyms TEXT DEFAULT '[]' NOT NULL,
  rules TEXT DEFAULT '[]' NOT NULL,
  threshold REAL DEFAULT (1.0) NOT NULL,
  wanted INTEGER,
  position INTEGER DEFAULT 0 NOT NULL,
  retired_at TEXT,
  PRIMARY KEY (id),
  UNIQUE (slug)
)
 STRICT;

CREATE TABLE theme_assignment (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  theme_id INTEGER NOT NULL,
  method TEXT NOT NULL,
  polarity TEXT DEFAULT 'assigned' NOT NULL,
  score REAL DEFAULT (0.0) NOT NULL,
  reason TEXT,
  rules_digest TEXT,
  assigned_by TEXT,
  assigned_at TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id, theme_id, method),
  CONSTRAINT method_known CHECK (method IN ('rule', 'manual')),
  CONSTRAINT polarity_known CHECK (polarity IN ('assigned', 'excluded')),
  CONSTRAINT only_people_exclude CHECK (method = 'manual' OR polarity = 'assigned'),
  FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE,
  FOREIGN KEY(theme_id) REFERENCES theme (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE theme_evidence (
  id INTEGER NOT NULL,
  assignment_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  citation_id INTEGER,
  callout_id INTEGER,
  annotation_id INTEGER,
  rule_id TEXT NOT NULL,
  quote TEXT NOT NULL,
  context TEXT DEFAULT '' NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  weight REAL DEFAULT (1.0) NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(assignment_id) REFERENCES theme_assignment (id) ON DELETE CASCADE,
  FOREIGN KEY(citation_id) REFERENCES citation (id) ON DELETE CASCADE,
  FOREIGN KEY(callout_id) REFERENCES callout (id) ON DELETE CASCADE,
  FOREIGN KEY(annotation_id) REFERENCES annotation (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE theme_parent (
  id INTEGER NOT NULL,
  theme_id INTEGER NOT NULL,
  parent_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (theme_id, parent_id),
  FOREIGN KEY(theme_id) REFERENCES theme (id) ON DELETE CASCADE,
  FOREIGN KEY(parent_id) REFERENCES theme (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE theme_suggestion (
  id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  theme_id INTEGER NOT NULL,
  answer TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_at TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (source_id, theme_id),
  CONSTRAINT answer_known CHECK (answer IN ('accepted', 'refused')),
  FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE,
  FOREIGN KEY(theme_id) REFERENCES theme (id) ON DELETE CASCADE
)
 STRICT;

CREATE INDEX change_event ON change (event_id);

CREATE INDEX change_row ON change (table_name, row_id);

CREATE INDEX cited_work_doi ON cited_work (doi);

CREATE INDEX identifier_value ON identifier (scheme, value);

CREATE INDEX ix_annotation_citation_id ON annotation (citation_id);

CREATE INDEX ix_annotation_source_id ON annotation (source_id);

CREATE INDEX ix_candidate_lookup_id ON candidate (lookup_id);

CREATE INDEX ix_citation_antecedent_id ON citation (antecedent_id);

CREATE INDEX ix_citation_source_id ON citation (source_id);

CREATE INDEX ix_cited_work_source_id ON cited_work (source_id);

CREATE INDEX ix_creator_folded ON creator (folded);

CREATE INDEX ix_duplicate_dismissal_other_id ON duplicate_dismissal (other_id);

CREATE INDEX ix_event_run ON event (run);

CREATE INDEX ix_finding_citation_id ON finding (citation_id);

CREATE INDEX ix_finding_note_id ON finding (note_id);

CREATE INDEX ix_finding_report_id ON finding (report_id);

CREATE INDEX ix_import_block_source_id ON import_block (source_id);

CREATE INDEX ix_import_file_sha256 ON import_file (sha256);

CREATE INDEX ix_lookup_source_id ON lookup (source_id);

CREATE INDEX ix_match_evidence_candidate_id ON match_evidence (candidate_id);

CREATE INDEX ix_source_merged_into ON source (merged_into);

CREATE INDEX ix_source_update_source_id ON source_update (source_id);

CREATE INDEX ix_theme_assignment_theme_id ON theme_assignment (theme_id);

CREATE INDEX ix_theme_evidence_assignment_id ON theme_evidence (assignment_id);

CREATE INDEX ix_theme_parent_parent_id ON theme_parent (parent_id);

CREATE INDEX ix_theme_suggestion_theme_id ON theme_suggestion (theme_id);

CREATE INDEX source_status ON source (status);

CREATE INDEX source_type ON source (type);

CREATE INDEX source_year ON source (issued_year);

CREATE VIEW citation_overview AS
SELECT
  x.id, r.slug AS report, n.ordinal AS note, n.label, x.ordinal, x.text, x.form, x.prefix, x.suffix,
  x.locator_label, x.locator, x.grade, x.evidence, x.confidence, s.citekey, x.source_id, n.id AS note_id,
  n.section, n.text AS note_text,
  (SELECT k.context FROM callout k WHERE k.note_id = n.id ORDER BY k.ordinal LIMIT 1) AS context
FROM citation x
JOIN note n ON n.id = x.note_id
JOIN report r ON r.id = n.report_id
LEFT JOIN source s ON s.id = x.source_id;

CREATE VIEW event_overview AS
SELECT e.id, e.at, e.actor, e.verb, e.command, e.run, e.undoes,
  (SELECT count(*) FROM change c WHERE c.event_id = e.id) AS changes
FROM event e;

CREATE VIEW field_overview AS
SELECT s.source_id, w.citekey, j.key AS field, s.origin, j.value, s.stated_by, s.stated_at
FROM statement s JOIN source w ON w.id = s.source_id, json_each(s.record) j;

CREATE VIEW note_overview AS
SELECT
  n.id, r.slug AS report, n.ordinal, n.label, n.kind, n.section, n.text, n.grade,
  CASE WHEN r.apparatus = 'printed' THEN 'printed'
    WHEN n.grade = 'verified-endnote' THEN 'printed'
    WHEN n.grade = 'unknown' THEN 'not recovered' ELSE 'reconstructed' END AS state,
  (SELECT count(*) FROM citation x WHERE x.note_id = n.id) AS citations,
  (SELECT group_concat(citekey, ', ') FROM (
    SELECT s.citekey FROM citation x JOIN source s ON s.id = x.source_id
    WHERE x.note_id = n.id ORDER BY x.ordinal)) AS sources,
  (SELECT count(*) FROM callout k WHERE k.note_id = n.id) AS callouts,
  (SELECT k.context FROM callout k WHERE k.note_id = n.id ORDER BY k.ordinal LIMIT 1) AS context
FROM note n JOIN report r ON r.id = n.report_id;

CREATE VIEW source_overview AS
SELECT
  s.id, s.citekey, s.type, s.title, s.translated_title, s.original_title,
  (SELECT group_concat(name, '; ') FROM (
    SELECT coalesce(c.literal, trim(coalesce(c.non_dropping_particle || ' ', '') || c.family)
      || coalesce(', ' || c.given, '')) AS name
    FROM creator c WHERE c.source_id = s.id AND c.role = 'author' ORDER BY c.ordinal)) AS authors,
  (SELECT group_concat(name, '; ') FROM (
    SELECT coalesce(c.literal, trim(coalesce(c.non_dropping_particle || ' ', '') || c.family)
      || coalesce(', ' || c.given, '')) AS name
    FROM creator c WHERE c.source_id = s.id AND c.role = 'editor' ORDER BY c.ordinal)) AS editors,
  s.issued_year AS year, s.container_title, s.publisher, s.language, s.url,
  (SELECT i.value FROM identifier i WHERE i.source_id = s.id AND i.scheme = 'doi' ORDER BY i.id LIMIT 1) AS doi,
  s.status, s.status_reason, s.grade,
  (SELECT count(*) FROM citation x WHERE x.source_id = s.id) AS citations,
  (SELECT count(DISTINCT x.note_id) FROM citation x WHERE x.source_id = s.id) AS notes,
  (SELECT group_concat(slug, ', ') FROM (
    SELECT t.slug FROM source_theme st JOIN theme t ON t.id = st.theme_id
    WHERE st.source_id = s.id ORDER BY t.position, t.slug)) AS themes,
  (SELECT count(*) FROM annotation a WHERE a.source_id = s.id) AS annotations,
  (SELECT group_concat(kind, ', ') FROM (
    SELECT DISTINCT u.kind FROM source_update u WHERE u.source_id = s.id ORDER BY u.kind)) AS updates,
  s.created_at, s.updated_at
FROM source s
WHERE s.removed_at IS NULL AND s.merged_into IS NULL;

CREATE VIEW source_text AS
SELECT
  s.id AS source_id,
  trim(coalesce(s.title, '') || ' ' || coalesce(s.title_short, '') || ' ' || coalesce(s.original_title, '') || ' ' || coalesce(s.translated_title, '')) AS title,
  (SELECT group_concat(coalesce(c.literal, coalesce(c.given || ' ', '') || trim(coalesce(c.dropping_particle || ' ', '') || coalesce(c.non_dropping_particle || ' ', '') || c.family) || coalesce(' ' || c.given, '') || CASE WHEN instr(trim(coalesce(c.dropping_particle || ' ', '') || coalesce(c.non_dropping_particle || ' ', '') || c.family), ' ') THEN ' ; ' || replace(trim(coalesce(c.dropping_particle || ' ', '') || coalesce(c.non_dropping_particle || ' ', '') || c.family), ' ', '') ELSE '' END), ' ; ')
    FROM creator c WHERE c.source_id = s.id AND c.role = 'author') AS author,
  (SELECT group_concat(coalesce(c.literal, coalesce(c.given || ' ', '') || trim(coalesce(c.dropping_particle || ' ', '') || coalesce(c.non_dropping_particle || ' ', '') || c.family) || coalesce(' ' || c.given, '') || CASE WHEN instr(trim(coalesce(c.dropping_particle || ' ', '') || coalesce(c.non_dropping_particle || ' ', '') || c.family), ' ') THEN ' ; ' || replace(trim(coalesce(c.dropping_particle || ' ', '') || coalesce(c.non_dropping_particle || ' ', '') || c.family), ' ', '') ELSE '' END), ' ; ')
    FROM creator c WHERE c.source_id = s.id AND c.role <> 'author') AS creator,
  trim(coalesce(s.container_title, '') || ' ' || coalesce(s.container_title_short, '') || ' ' || coalesce(s.collection_title, '') || ' ' || coalesce(s.event_title, '')) AS container,
  trim(coalesce(s.publisher, '') || ' ' || coalesce(s.publisher_place, '') || ' ' || coalesce(s.authority, '')) AS publisher,
  s.abstract AS abstract,
  (SELECT group_concat(a.body, ' ') FROM annotation a
    WHERE a.source_id = s.id OR a.citation_id IN (SELECT id FROM citation WHERE source_id = s.id)) AS annotation,
  (SELECT group_concat(context, ' ') FROM (SELECT DISTINCT k.context FROM citation x
    JOIN callout k ON k.note_id = x.note_id WHERE x.source_id = s.id ORDER BY k.id)) AS context,
  (SELECT group_concat(text, ' ') FROM (SELECT DISTINCT n.text FROM citation x
    JOIN note n ON n.id = x.note_id WHERE x.source_id = s.id ORDER BY n.id)) AS note
FROM source s
WHERE s.removed_at IS NULL AND s.merged_into IS NULL;

CREATE VIEW source_theme AS
SELECT a.source_id, a.theme_id, max(a.method = 'manual') AS by_hand, max(a.score) AS score
FROM theme_assignment a
JOIN theme t ON t.id = a.theme_id AND t.retired_at IS NULL
WHERE a.polarity = 'assigned' AND NOT EXISTS (
  SELECT 1 FROM theme_assignment no WHERE no.source_id = a.source_id AND no.theme_id = a.theme_id
    AND no.polarity = 'excluded')
GROUP BY a.source_id, a.theme_id;

CREATE VIEW theme_coverage AS
SELECT
  t.slug, t.label, t.wanted, t.position,
  count(s.id) AS sources,
  coalesce(sum(s.status = 'resolved'), 0) AS resolved,
  coalesce(sum(s.status = 'exempt'), 0) AS exempt,
  coalesce(sum((SELECT count(*) FROM citation x WHERE x.source_id = s.id)), 0) AS citations,
  coalesce(sum((SELECT count(DISTINCT x.note_id) FROM citation x WHERE x.source_id = s.id)), 0) AS notes
FROM theme t
LEFT JOIN source_theme st ON st.theme_id = t.id
LEFT JOIN source s ON s.id = st.source_id AND s.removed_at IS NULL AND s.merged_into IS NULL
WHERE t.retired_at IS NULL
GROUP BY t.id;

CREATE TRIGGER annotation_fulltext_delete AFTER DELETE ON annotation BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT OLD.source_id WHERE OLD.source_id IS NOT NULL;
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT source_id FROM citation WHERE id = OLD.citation_id AND source_id IS NOT NULL;
END;

CREATE TRIGGER annotation_fulltext_insert AFTER INSERT ON annotation BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT NEW.source_id WHERE NEW.source_id IS NOT NULL;
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT source_id FROM citation WHERE id = NEW.citation_id AND source_id IS NOT NULL;
END;

CREATE TRIGGER annotation_fulltext_update AFTER UPDATE ON annotation BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT OLD.source_id WHERE OLD.source_id IS NOT NULL;
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT source_id FROM citation WHERE id = OLD.citation_id AND source_id IS NOT NULL;
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT NEW.source_id WHERE NEW.source_id IS NOT NULL;
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT source_id FROM citation WHERE id = NEW.citation_id AND source_id IS NOT NULL;
END;

CREATE TRIGGER annotation_journal_delete AFTER DELETE ON annotation BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'annotation', OLD.id, 'delete',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'citation_id', OLD."citation_id", 'theme_id', OLD."theme_id", 'locator', OLD."locator", 'author', OLD."author", 'body', OLD."body", 'created_at', OLD."created_at", 'updated_at', OLD."updated_at"), NULL);
END;

CREATE TRIGGER annotation_journal_insert AFTER INSERT ON annotation BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'annotation', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER annotation_journal_update AFTER UPDATE ON annotation BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'annotation', NEW.id, 'update',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'citation_id', OLD."citation_id", 'theme_id', OLD."theme_id", 'locator', OLD."locator", 'author', OLD."author", 'body', OLD."body", 'created_at', OLD."created_at", 'updated_at', OLD."updated_at"),
    json_object('id', NEW."id", 'source_id', NEW."source_id", 'citation_id', NEW."citation_id", 'theme_id', NEW."theme_id", 'locator', NEW."locator", 'author', NEW."author", 'body', NEW."body", 'created_at', NEW."created_at", 'updated_at', NEW."updated_at"));
END;

CREATE TRIGGER callout_fulltext_delete AFTER DELETE ON callout BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT source_id FROM citation WHERE note_id = OLD.note_id AND source_id IS NOT NULL;
END;

CREATE TRIGGER callout_fulltext_insert AFTER INSERT ON callout BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT source_id FROM citation WHERE note_id = NEW.note_id AND source_id IS NOT NULL;
END;

CREATE TRIGGER callout_fulltext_update AFTER UPDATE ON callout BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT source_id FROM citation WHERE note_id = OLD.note_id AND source_id IS NOT NULL;
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT source_id FROM citation WHERE note_id = NEW.note_id AND source_id IS NOT NULL;
END;

CREATE TRIGGER callout_journal_delete AFTER DELETE ON callout BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'callout', OLD.id, 'delete',
    json_object('id', OLD."id", 'note_id', OLD."note_id", 'ordinal', OLD."ordinal", 'label', OLD."label", 'section', OLD."section", 'paragraph', OLD."paragraph", 'page', OLD."page", 'context', OLD."context", 'callout_offset', OLD."callout_offset"), NULL);
END;

CREATE TRIGGER callout_journal_insert AFTER INSERT ON callout BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'callout', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER callout_journal_update AFTER UPDATE ON callout BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'callout', NEW.id, 'update',
    json_object('id', OLD."id", 'note_id', OLD."note_id", 'ordinal', OLD."ordinal", 'label', OLD."label", 'section', OLD."section", 'paragraph', OLD."paragraph", 'page', OLD."page", 'context', OLD."context", 'callout_offset', OLD."callout_offset"),
    json_object('id', NEW."id", 'note_id', NEW."note_id", 'ordinal', NEW."ordinal", 'label', NEW."label", 'section', NEW."section", 'paragraph', NEW."paragraph", 'page', NEW."page", 'context', NEW."context", 'callout_offset', NEW."callout_offset"));
END;

CREATE TRIGGER candidate_journal_delete AFTER DELETE ON candidate BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'candidate', OLD.id, 'delete',
    json_object('id', OLD."id", 'lookup_id', OLD."lookup_id", 'rank', OLD."rank", 'identifier', OLD."identifier", 'record', OLD."record", 'resolver_score', OLD."resolver_score", 'score', OLD."score", 'verdict', OLD."verdict", 'reason', OLD."reason", 'gap', OLD."gap", 'algorithm', OLD."algorithm", 'decided_by', OLD."decided_by", 'decided_at', OLD."decided_at"), NULL);
END;

CREATE TRIGGER candidate_journal_insert AFTER INSERT ON candidate BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'candidate', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER candidate_journal_update AFTER UPDATE ON candidate BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'candidate', NEW.id, 'update',
    json_object('id', OLD."id", 'lookup_id', OLD."lookup_id", 'rank', OLD."rank", 'identifier', OLD."identifier", 'record', OLD."record", 'resolver_score', OLD."resolver_score", 'score', OLD."score", 'verdict', OLD."verdict", 'reason', OLD."reason", 'gap', OLD."gap", 'algorithm', OLD."algorithm", 'decided_by', OLD."decided_by", 'decided_at', OLD."decided_at"),
    json_object('id', NEW."id", 'lookup_id', NEW."lookup_id", 'rank', NEW."rank", 'identifier', NEW."identifier", 'record', NEW."record", 'resolver_score', NEW."resolver_score", 'score', NEW."score", 'verdict', NEW."verdict", 'reason', NEW."reason", 'gap', NEW."gap", 'algorithm', NEW."algorithm", 'decided_by', NEW."decided_by", 'decided_at', NEW."decided_at"));
END;

CREATE TRIGGER change_no_delete BEFORE DELETE ON change BEGIN
  SELECT RAISE(ABORT, 'changes are append-only');
END;

CREATE TRIGGER change_no_update BEFORE UPDATE ON change BEGIN
  SELECT RAISE(ABORT, 'changes are append-only');
END;

CREATE TRIGGER citation_fulltext_delete AFTER DELETE ON citation BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT OLD.source_id WHERE OLD.source_id IS NOT NULL;
END;

CREATE TRIGGER citation_fulltext_insert AFTER INSERT ON citation BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT NEW.source_id WHERE NEW.source_id IS NOT NULL;
END;

CREATE TRIGGER citation_fulltext_update AFTER UPDATE ON citation BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT OLD.source_id WHERE OLD.source_id IS NOT NULL;
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT NEW.source_id WHERE NEW.source_id IS NOT NULL;
END;

CREATE TRIGGER citation_journal_delete AFTER DELETE ON citation BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'citation', OLD.id, 'delete',
    json_object('id', OLD."id", 'note_id', OLD."note_id", 'ordinal', OLD."ordinal", 'start', OLD."start", 'stop', OLD."stop", 'text', OLD."text", 'form', OLD."form", 'prefix', OLD."prefix", 'suffix', OLD."suffix", 'locator_label', OLD."locator_label", 'locator', OLD."locator", 'parser_version', OLD."parser_version", 'parsed', OLD."parsed", 'confidence', OLD."confidence", 'grade', OLD."grade", 'evidence', OLD."evidence", 'linked_by', OLD."linked_by", 'source_id', OLD."source_id", 'antecedent_id', OLD."antecedent_id"), NULL);
END;

CREATE TRIGGER citation_journal_insert AFTER INSERT ON citation BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'citation', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER citation_journal_update AFTER UPDATE ON citation BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'citation', NEW.id, 'update',
    json_object('id', OLD."id", 'note_id', OLD."note_id", 'ordinal', OLD."ordinal", 'start', OLD."start", 'stop', OLD."stop", 'text', OLD."text", 'form', OLD."form", 'prefix', OLD."prefix", 'suffix', OLD."suffix", 'locator_label', OLD."locator_label", 'locator', OLD."locator", 'parser_version', OLD."parser_version", 'parsed', OLD."parsed", 'confidence', OLD."confidence", 'grade', OLD."grade", 'evidence', OLD."evidence", 'linked_by', OLD."linked_by", 'source_id', OLD."source_id", 'antecedent_id', OLD."antecedent_id"),
    json_object('id', NEW."id", 'note_id', NEW."note_id", 'ordinal', NEW."ordinal", 'start', NEW."start", 'stop', NEW."stop", 'text', NEW."text", 'form', NEW."form", 'prefix', NEW."prefix", 'suffix', NEW."suffix", 'locator_label', NEW."locator_label", 'locator', NEW."locator", 'parser_version', NEW."parser_version", 'parsed', NEW."parsed", 'confidence', NEW."confidence", 'grade', NEW."grade", 'evidence', NEW."evidence", 'linked_by', NEW."linked_by", 'source_id', NEW."source_id", 'antecedent_id', NEW."antecedent_id"));
END;

CREATE TRIGGER cited_work_journal_delete AFTER DELETE ON cited_work BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'cited_work', OLD.id, 'delete',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'ordinal', OLD."ordinal", 'doi', OLD."doi", 'title', OLD."title", 'author', OLD."author", 'year', OLD."year", 'verbatim', OLD."verbatim"), NULL);
END;

CREATE TRIGGER cited_work_journal_insert AFTER INSERT ON cited_work BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'cited_work', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER cited_work_journal_update AFTER UPDATE ON cited_work BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'cited_work', NEW.id, 'update',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'ordinal', OLD."ordinal", 'doi', OLD."doi", 'title', OLD."title", 'author', OLD."author", 'year', OLD."year", 'verbatim', OLD."verbatim"),
    json_object('id', NEW."id", 'source_id', NEW."source_id", 'ordinal', NEW."ordinal", 'doi', NEW."doi", 'title', NEW."title", 'author', NEW."author", 'year', NEW."year", 'verbatim', NEW."verbatim"));
END;

CREATE TRIGGER creator_fulltext_delete AFTER DELETE ON creator BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) VALUES (OLD.source_id);
END;

CREATE TRIGGER creator_fulltext_insert AFTER INSERT ON creator BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) VALUES (NEW.source_id);
END;

CREATE TRIGGER creator_fulltext_update AFTER UPDATE ON creator BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) VALUES (OLD.source_id);
  INSERT OR IGNORE INTO fulltext_stale (source_id) VALUES (NEW.source_id);
END;

CREATE TRIGGER creator_journal_delete AFTER DELETE ON creator BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'creator', OLD.id, 'delete',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'role', OLD."role", 'ordinal', OLD."ordinal", 'family', OLD."family", 'given', OLD."given", 'dropping_particle', OLD."dropping_particle", 'non_dropping_particle', OLD."non_dropping_particle", 'suffix', OLD."suffix", 'literal', OLD."literal", 'orcid', OLD."orcid", 'folded', OLD."folded"), NULL);
END;

CREATE TRIGGER creator_journal_insert AFTER INSERT ON creator BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'creator', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER creator_journal_update AFTER UPDATE ON creator BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'creator', NEW.id, 'update',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'role', OLD."role", 'ordinal', OLD."ordinal", 'family', OLD."family", 'given', OLD."given", 'dropping_particle', OLD."dropping_particle", 'non_dropping_particle', OLD."non_dropping_particle", 'suffix', OLD."suffix", 'literal', OLD."literal", 'orcid', OLD."orcid", 'folded', OLD."folded"),
    json_object('id', NEW."id", 'source_id', NEW."source_id", 'role', NEW."role", 'ordinal', NEW."ordinal", 'family', NEW."family", 'given', NEW."given", 'dropping_particle', NEW."dropping_particle", 'non_dropping_particle', NEW."non_dropping_particle", 'suffix', NEW."suffix", 'literal', NEW."literal", 'orcid', NEW."orcid", 'folded', NEW."folded"));
END;

CREATE TRIGGER duplicate_dismissal_journal_delete AFTER DELETE ON duplicate_dismissal BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'duplicate_dismissal', OLD.id, 'delete',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'other_id', OLD."other_id", 'reason', OLD."reason", 'dismissed_by', OLD."dismissed_by", 'dismissed_at', OLD."dismissed_at"), NULL);
END;

CREATE TRIGGER duplicate_dismissal_journal_insert AFTER INSERT ON duplicate_dismissal BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'duplicate_dismissal', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER duplicate_dismissal_journal_update AFTER UPDATE ON duplicate_dismissal BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'duplicate_dismissal', NEW.id, 'update',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'other_id', OLD."other_id", 'reason', OLD."reason", 'dismissed_by', OLD."dismissed_by", 'dismissed_at', OLD."dismissed_at"),
    json_object('id', NEW."id", 'source_id', NEW."source_id", 'other_id', NEW."other_id", 'reason', NEW."reason", 'dismissed_by', NEW."dismissed_by", 'dismissed_at', NEW."dismissed_at"));
END;

CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE TRIGGER event_no_update BEFORE UPDATE OF at, actor, verb, command, run, undoes ON event BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE TRIGGER finding_journal_delete AFTER DELETE ON finding BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'finding', OLD.id, 'delete',
    json_object('id', OLD."id", 'report_id', OLD."report_id", 'note_id', OLD."note_id", 'citation_id', OLD."citation_id", 'code', OLD."code", 'severity', OLD."severity", 'message', OLD."message", 'start', OLD."start", 'stop', OLD."stop"), NULL);
END;

CREATE TRIGGER finding_journal_insert AFTER INSERT ON finding BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'finding', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER finding_journal_update AFTER UPDATE ON finding BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'finding', NEW.id, 'update',
    json_object('id', OLD."id", 'report_id', OLD."report_id", 'note_id', OLD."note_id", 'citation_id', OLD."citation_id", 'code', OLD."code", 'severity', OLD."severity", 'message', OLD."message", 'start', OLD."start", 'stop', OLD."stop"),
    json_object('id', NEW."id", 'report_id', NEW."report_id", 'note_id', NEW."note_id", 'citation_id', NEW."citation_id", 'code', NEW."code", 'severity', NEW."severity", 'message', NEW."message", 'start', NEW."start", 'stop', NEW."stop"));
END;

CREATE TRIGGER identifier_journal_delete AFTER DELETE ON identifier BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'identifier', OLD.id, 'delete',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'scheme', OLD."scheme", 'value', OLD."value"), NULL);
END;

CREATE TRIGGER identifier_journal_insert AFTER INSERT ON identifier BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'identifier', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER identifier_journal_update AFTER UPDATE ON identifier BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'identifier', NEW.id, 'update',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'scheme', OLD."scheme", 'value', OLD."value"),
    json_object('id', NEW."id", 'source_id', NEW."source_id", 'scheme', NEW."scheme", 'value', NEW."value"));
END;

CREATE TRIGGER import_block_journal_delete AFTER DELETE ON import_block BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'import_block', OLD.id, 'delete',
    json_object('id', OLD."id", 'import_file_id', OLD."import_file_id", 'ordinal', OLD."ordinal", 'kind', OLD."kind", 'key', OLD."key", 'text', OLD."text", 'line', OLD."line", 'source_id', OLD."source_id", 'digest', OLD."digest", 'message', OLD."message"), NULL);
END;

CREATE TRIGGER import_block_journal_insert AFTER INSERT ON import_block BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'import_block', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER import_block_journal_update AFTER UPDATE ON import_block BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'import_block', NEW.id, 'update',
    json_object('id', OLD."id", 'import_file_id', OLD."import_file_id", 'ordinal', OLD."ordinal", 'kind', OLD."kind", 'key', OLD."key", 'text', OLD."text", 'line', OLD."line", 'source_id', OLD."source_id", 'digest', OLD."digest", 'message', OLD."message"),
    json_object('id', NEW."id", 'import_file_id', NEW."import_file_id", 'ordinal', NEW."ordinal", 'kind', NEW."kind", 'key', NEW."key", 'text', NEW."text", 'line', NEW."line", 'source_id', NEW."source_id", 'digest', NEW."digest", 'message', NEW."message"));
END;

CREATE TRIGGER import_file_journal_delete AFTER DELETE ON import_file BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'import_file', OLD.id, 'delete',
    json_object('id', OLD."id", 'name', OLD."name", 'format', OLD."format", 'sha256', OLD."sha256", 'encoding', OLD."encoding", 'newline', OLD."newline", 'imported_at', OLD."imported_at"), NULL);
END;

CREATE TRIGGER import_file_journal_insert AFTER INSERT ON import_file BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'import_file', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER import_file_journal_update AFTER UPDATE ON import_file BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'import_file', NEW.id, 'update',
    json_object('id', OLD."id", 'name', OLD."name", 'format', OLD."format", 'sha256', OLD."sha256", 'encoding', OLD."encoding", 'newline', OLD."newline", 'imported_at', OLD."imported_at"),
    json_object('id', NEW."id", 'name', NEW."name", 'format', NEW."format", 'sha256', NEW."sha256", 'encoding', NEW."encoding", 'newline', NEW."newline", 'imported_at', NEW."imported_at"));
END;

CREATE TRIGGER lookup_journal_delete AFTER DELETE ON lookup BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'lookup', OLD.id, 'delete',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'resolver', OLD."resolver", 'strategy', OLD."strategy", 'query', OLD."query", 'status', OLD."status", 'http_status', OLD."http_status", 'error', OLD."error", 'requested_at', OLD."requested_at", 'duration_ms', OLD."duration_ms"), NULL);
END;

CREATE TRIGGER lookup_journal_insert AFTER INSERT ON lookup BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'lookup', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER lookup_journal_update AFTER UPDATE ON lookup BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'lookup', NEW.id, 'update',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'resolver', OLD."resolver", 'strategy', OLD."strategy", 'query', OLD."query", 'status', OLD."status", 'http_status', OLD."http_status", 'error', OLD."error", 'requested_at', OLD."requested_at", 'duration_ms', OLD."duration_ms"),
    json_object('id', NEW."id", 'source_id', NEW."source_id", 'resolver', NEW."resolver", 'strategy', NEW."strategy", 'query', NEW."query", 'status', NEW."status", 'http_status', NEW."http_status", 'error', NEW."error", 'requested_at', NEW."requested_at", 'duration_ms', NEW."duration_ms"));
END;

CREATE TRIGGER match_evidence_journal_delete AFTER DELETE ON match_evidence BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'match_evidence', OLD.id, 'delete',
    json_object('id', OLD."id", 'candidate_id', OLD."candidate_id", 'field', OLD."field", 'ours', OLD."ours", 'theirs', OLD."theirs", 'similarity', OLD."similarity", 'weight', OLD."weight", 'contradiction', OLD."contradiction", 'explanation', OLD."explanation"), NULL);
END;

CREATE TRIGGER match_evidence_journal_insert AFTER INSERT ON match_evidence BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'match_evidence', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER match_evidence_journal_update AFTER UPDATE ON match_evidence BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'match_evidence', NEW.id, 'update',
    json_object('id', OLD."id", 'candidate_id', OLD."candidate_id", 'field', OLD."field", 'ours', OLD."ours", 'theirs', OLD."theirs", 'similarity', OLD."similarity", 'weight', OLD."weight", 'contradiction', OLD."contradiction", 'explanation', OLD."explanation"),
    json_object('id', NEW."id", 'candidate_id', NEW."candidate_id", 'field', NEW."field", 'ours', NEW."ours", 'theirs', NEW."theirs", 'similarity', NEW."similarity", 'weight', NEW."weight", 'contradiction', NEW."contradiction", 'explanation', NEW."explanation"));
END;

CREATE TRIGGER note_fulltext_delete AFTER DELETE ON note BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT source_id FROM citation WHERE note_id = OLD.id AND source_id IS NOT NULL;
END;

CREATE TRIGGER note_fulltext_insert AFTER INSERT ON note BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT source_id FROM citation WHERE note_id = NEW.id AND source_id IS NOT NULL;
END;

CREATE TRIGGER note_fulltext_update AFTER UPDATE ON note BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT source_id FROM citation WHERE note_id = OLD.id AND source_id IS NOT NULL;
  INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT source_id FROM citation WHERE note_id = NEW.id AND source_id IS NOT NULL;
END;

CREATE TRIGGER note_journal_delete AFTER DELETE ON note BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'note', OLD.id, 'delete',
    json_object('id', OLD."id", 'report_id', OLD."report_id", 'kind', OLD."kind", 'ordinal', OLD."ordinal", 'label', OLD."label", 'section', OLD."section", 'text', OLD."text", 'grade', OLD."grade"), NULL);
END;

CREATE TRIGGER note_journal_insert AFTER INSERT ON note BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'note', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER note_journal_update AFTER UPDATE ON note BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'note', NEW.id, 'update',
    json_object('id', OLD."id", 'report_id', OLD."report_id", 'kind', OLD."kind", 'ordinal', OLD."ordinal", 'label', OLD."label", 'section', OLD."section", 'text', OLD."text", 'grade', OLD."grade"),
    json_object('id', NEW."id", 'report_id', NEW."report_id", 'kind', NEW."kind", 'ordinal', NEW."ordinal", 'label', NEW."label", 'section', NEW."section", 'text', NEW."text", 'grade', NEW."grade"));
END;

CREATE TRIGGER report_journal_delete AFTER DELETE ON report BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'report', OLD.id, 'delete',
    json_object('id', OLD."id", 'slug', OLD."slug", 'title', OLD."title", 'creators', OLD."creators", 'issued', OLD."issued", 'publisher', OLD."publisher", 'collection_title', OLD."collection_title", 'language', OLD."language", 'url', OLD."url", 'apparatus', OLD."apparatus", 'apparatus_reason', OLD."apparatus_reason", 'file_name', OLD."file_name", 'media_type', OLD."media_type", 'sha256', OLD."sha256", 'notes_sha256', OLD."notes_sha256", 'reader', OLD."reader", 'reader_version', OLD."reader_version", 'ingested_at', OLD."ingested_at"), NULL);
END;

CREATE TRIGGER report_journal_insert AFTER INSERT ON report BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'report', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER report_journal_update AFTER UPDATE ON report BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'report', NEW.id, 'update',
    json_object('id', OLD."id", 'slug', OLD."slug", 'title', OLD."title", 'creators', OLD."creators", 'issued', OLD."issued", 'publisher', OLD."publisher", 'collection_title', OLD."collection_title", 'language', OLD."language", 'url', OLD."url", 'apparatus', OLD."apparatus", 'apparatus_reason', OLD."apparatus_reason", 'file_name', OLD."file_name", 'media_type', OLD."media_type", 'sha256', OLD."sha256", 'notes_sha256', OLD."notes_sha256", 'reader', OLD."reader", 'reader_version', OLD."reader_version", 'ingested_at', OLD."ingested_at"),
    json_object('id', NEW."id", 'slug', NEW."slug", 'title', NEW."title", 'creators', NEW."creators", 'issued', NEW."issued", 'publisher', NEW."publisher", 'collection_title', NEW."collection_title", 'language', NEW."language", 'url', NEW."url", 'apparatus', NEW."apparatus", 'apparatus_reason', NEW."apparatus_reason", 'file_name', NEW."file_name", 'media_type', NEW."media_type", 'sha256', NEW."sha256", 'notes_sha256', NEW."notes_sha256", 'reader', NEW."reader", 'reader_version', NEW."reader_version", 'ingested_at', NEW."ingested_at"));
END;

CREATE TRIGGER saved_search_journal_delete AFTER DELETE ON saved_search BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'saved_search', OLD.id, 'delete',
    json_object('id', OLD."id", 'name', OLD."name", 'query', OLD."query"), NULL);
END;

CREATE TRIGGER saved_search_journal_insert AFTER INSERT ON saved_search BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'saved_search', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER saved_search_journal_update AFTER UPDATE ON saved_search BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'saved_search', NEW.id, 'update',
    json_object('id', OLD."id", 'name', OLD."name", 'query', OLD."query"),
    json_object('id', NEW."id", 'name', NEW."name", 'query', NEW."query"));
END;

CREATE TRIGGER source_fulltext_delete AFTER DELETE ON source BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) VALUES (OLD.id);
END;

CREATE TRIGGER source_fulltext_insert AFTER INSERT ON source BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) VALUES (NEW.id);
END;

CREATE TRIGGER source_fulltext_update AFTER UPDATE ON source BEGIN
  INSERT OR IGNORE INTO fulltext_stale (source_id) VALUES (OLD.id);
  INSERT OR IGNORE INTO fulltext_stale (source_id) VALUES (NEW.id);
END;

CREATE TRIGGER source_journal_delete AFTER DELETE ON source BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'source', OLD.id, 'delete',
    json_object('id', OLD."id", 'citekey', OLD."citekey", 'type', OLD."type", 'title', OLD."title", 'title_short', OLD."title_short", 'original_title', OLD."original_title", 'translated_title', OLD."translated_title", 'container_title', OLD."container_title", 'container_title_short', OLD."container_title_short", 'collection_title', OLD."collection_title", 'collection_number', OLD."collection_number", 'publisher', OLD."publisher", 'publisher_place', OLD."publisher_place", 'authority', OLD."authority", 'genre', OLD."genre", 'medium', OLD."medium", 'number', OLD."number", 'volume', OLD."volume", 'number_of_volumes', OLD."number_of_volumes", 'issue', OLD."issue", 'page', OLD."page", 'number_of_pages', OLD."number_of_pages", 'chapter_number', OLD."chapter_number", 'section', OLD."section", 'edition', OLD."edition", 'version', OLD."version", 'event_title', OLD."event_title", 'event_place', OLD."event_place", 'archive', OLD."archive", 'archive_location', OLD."archive_location", 'language', OLD."language", 'url', OLD."url", 'archive_url', OLD."archive_url", 'abstract', OLD."abstract", 'note', OLD."note", 'issued_year', OLD."issued_year", 'issued_month', OLD."issued_month", 'issued_day', OLD."issued_day", 'issued_stop_year', OLD."issued_stop_year", 'issued_verbatim', OLD."issued_verbatim", 'accessed', OLD."accessed", 'original_date', OLD."original_date", 'extra', OLD."extra", 'status', OLD."status", 'status_reason', OLD."status_reason", 'grade', OLD."grade", 'merged_into', OLD."merged_into", 'removed_at', OLD."removed_at", 'created_at', OLD."created_at", 'updated_at', OLD."updated_at"), NULL);
END;

CREATE TRIGGER source_journal_insert AFTER INSERT ON source BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'source', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER source_journal_update AFTER UPDATE ON source BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'source', NEW.id, 'update',
    json_object('id', OLD."id", 'citekey', OLD."citekey", 'type', OLD."type", 'title', OLD."title", 'title_short', OLD."title_short", 'original_title', OLD."original_title", 'translated_title', OLD."translated_title", 'container_title', OLD."container_title", 'container_title_short', OLD."container_title_short", 'collection_title', OLD."collection_title", 'collection_number', OLD."collection_number", 'publisher', OLD."publisher", 'publisher_place', OLD."publisher_place", 'authority', OLD."authority", 'genre', OLD."genre", 'medium', OLD."medium", 'number', OLD."number", 'volume', OLD."volume", 'number_of_volumes', OLD."number_of_volumes", 'issue', OLD."issue", 'page', OLD."page", 'number_of_pages', OLD."number_of_pages", 'chapter_number', OLD."chapter_number", 'section', OLD."section", 'edition', OLD."edition", 'version', OLD."version", 'event_title', OLD."event_title", 'event_place', OLD."event_place", 'archive', OLD."archive", 'archive_location', OLD."archive_location", 'language', OLD."language", 'url', OLD."url", 'archive_url', OLD."archive_url", 'abstract', OLD."abstract", 'note', OLD."note", 'issued_year', OLD."issued_year", 'issued_month', OLD."issued_month", 'issued_day', OLD."issued_day", 'issued_stop_year', OLD."issued_stop_year", 'issued_verbatim', OLD."issued_verbatim", 'accessed', OLD."accessed", 'original_date', OLD."original_date", 'extra', OLD."extra", 'status', OLD."status", 'status_reason', OLD."status_reason", 'grade', OLD."grade", 'merged_into', OLD."merged_into", 'removed_at', OLD."removed_at", 'created_at', OLD."created_at", 'updated_at', OLD."updated_at"),
    json_object('id', NEW."id", 'citekey', NEW."citekey", 'type', NEW."type", 'title', NEW."title", 'title_short', NEW."title_short", 'original_title', NEW."original_title", 'translated_title', NEW."translated_title", 'container_title', NEW."container_title", 'container_title_short', NEW."container_title_short", 'collection_title', NEW."collection_title", 'collection_number', NEW."collection_number", 'publisher', NEW."publisher", 'publisher_place', NEW."publisher_place", 'authority', NEW."authority", 'genre', NEW."genre", 'medium', NEW."medium", 'number', NEW."number", 'volume', NEW."volume", 'number_of_volumes', NEW."number_of_volumes", 'issue', NEW."issue", 'page', NEW."page", 'number_of_pages', NEW."number_of_pages", 'chapter_number', NEW."chapter_number", 'section', NEW."section", 'edition', NEW."edition", 'version', NEW."version", 'event_title', NEW."event_title", 'event_place', NEW."event_place", 'archive', NEW."archive", 'archive_location', NEW."archive_location", 'language', NEW."language", 'url', NEW."url", 'archive_url', NEW."archive_url", 'abstract', NEW."abstract", 'note', NEW."note", 'issued_year', NEW."issued_year", 'issued_month', NEW."issued_month", 'issued_day', NEW."issued_day", 'issued_stop_year', NEW."issued_stop_year", 'issued_verbatim', NEW."issued_verbatim", 'accessed', NEW."accessed", 'original_date', NEW."original_date", 'extra', NEW."extra", 'status', NEW."status", 'status_reason', NEW."status_reason", 'grade', NEW."grade", 'merged_into', NEW."merged_into", 'removed_at', NEW."removed_at", 'created_at', NEW."created_at", 'updated_at', NEW."updated_at"));
END;

CREATE TRIGGER source_update_journal_delete AFTER DELETE ON source_update BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'source_update', OLD.id, 'delete',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'kind', OLD."kind", 'doi', OLD."doi", 'date', OLD."date", 'origin', OLD."origin", 'seen_at', OLD."seen_at"), NULL);
END;

CREATE TRIGGER source_update_journal_insert AFTER INSERT ON source_update BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'source_update', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER source_update_journal_update AFTER UPDATE ON source_update BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'source_update', NEW.id, 'update',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'kind', OLD."kind", 'doi', OLD."doi", 'date', OLD."date", 'origin', OLD."origin", 'seen_at', OLD."seen_at"),
    json_object('id', NEW."id", 'source_id', NEW."source_id", 'kind', NEW."kind", 'doi', NEW."doi", 'date', NEW."date", 'origin', NEW."origin", 'seen_at', NEW."seen_at"));
END;

CREATE TRIGGER statement_journal_delete AFTER DELETE ON statement BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'statement', OLD.id, 'delete',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'origin', OLD."origin", 'record', OLD."record", 'dates', OLD."dates", 'citation_id', OLD."citation_id", 'candidate_id', OLD."candidate_id", 'stated_by', OLD."stated_by", 'stated_at', OLD."stated_at"), NULL);
END;

CREATE TRIGGER statement_journal_insert AFTER INSERT ON statement BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'statement', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER statement_journal_update AFTER UPDATE ON statement BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'statement', NEW.id, 'update',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'origin', OLD."origin", 'record', OLD."record", 'dates', OLD."dates", 'citation_id', OLD."citation_id", 'candidate_id', OLD."candidate_id", 'stated_by', OLD."stated_by", 'stated_at', OLD."stated_at"),
    json_object('id', NEW."id", 'source_id', NEW."source_id", 'origin', NEW."origin", 'record', NEW."record", 'dates', NEW."dates", 'citation_id', NEW."citation_id", 'candidate_id', NEW."candidate_id", 'stated_by', NEW."stated_by", 'stated_at', NEW."stated_at"));
END;

CREATE TRIGGER theme_assignment_journal_delete AFTER DELETE ON theme_assignment BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme_assignment', OLD.id, 'delete',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'theme_id', OLD."theme_id", 'method', OLD."method", 'polarity', OLD."polarity", 'score', OLD."score", 'reason', OLD."reason", 'rules_digest', OLD."rules_digest", 'assigned_by', OLD."assigned_by", 'assigned_at', OLD."assigned_at"), NULL);
END;

CREATE TRIGGER theme_assignment_journal_insert AFTER INSERT ON theme_assignment BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme_assignment', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER theme_assignment_journal_update AFTER UPDATE ON theme_assignment BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme_assignment', NEW.id, 'update',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'theme_id', OLD."theme_id", 'method', OLD."method", 'polarity', OLD."polarity", 'score', OLD."score", 'reason', OLD."reason", 'rules_digest', OLD."rules_digest", 'assigned_by', OLD."assigned_by", 'assigned_at', OLD."assigned_at"),
    json_object('id', NEW."id", 'source_id', NEW."source_id", 'theme_id', NEW."theme_id", 'method', NEW."method", 'polarity', NEW."polarity", 'score', NEW."score", 'reason', NEW."reason", 'rules_digest', NEW."rules_digest", 'assigned_by', NEW."assigned_by", 'assigned_at', NEW."assigned_at"));
END;

CREATE TRIGGER theme_evidence_journal_delete AFTER DELETE ON theme_evidence BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme_evidence', OLD.id, 'delete',
    json_object('id', OLD."id", 'assignment_id', OLD."assignment_id", 'field', OLD."field", 'citation_id', OLD."citation_id", 'callout_id', OLD."callout_id", 'annotation_id', OLD."annotation_id", 'rule_id', OLD."rule_id", 'quote', OLD."quote", 'context', OLD."context", 'start', OLD."start", 'stop', OLD."stop", 'weight', OLD."weight"), NULL);
END;

CREATE TRIGGER theme_evidence_journal_insert AFTER INSERT ON theme_evidence BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme_evidence', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER theme_evidence_journal_update AFTER UPDATE ON theme_evidence BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme_evidence', NEW.id, 'update',
    json_object('id', OLD."id", 'assignment_id', OLD."assignment_id", 'field', OLD."field", 'citation_id', OLD."citation_id", 'callout_id', OLD."callout_id", 'annotation_id', OLD."annotation_id", 'rule_id', OLD."rule_id", 'quote', OLD."quote", 'context', OLD."context", 'start', OLD."start", 'stop', OLD."stop", 'weight', OLD."weight"),
    json_object('id', NEW."id", 'assignment_id', NEW."assignment_id", 'field', NEW."field", 'citation_id', NEW."citation_id", 'callout_id', NEW."callout_id", 'annotation_id', NEW."annotation_id", 'rule_id', NEW."rule_id", 'quote', NEW."quote", 'context', NEW."context", 'start', NEW."start", 'stop', NEW."stop", 'weight', NEW."weight"));
END;

CREATE TRIGGER theme_journal_delete AFTER DELETE ON theme BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme', OLD.id, 'delete',
    json_object('id', OLD."id", 'slug', OLD."slug", 'label', OLD."label", 'definition', OLD."definition", 'scope_note', OLD."scope_note", 'synonyms', OLD."synonyms", 'rules', OLD."rules", 'threshold', OLD."threshold", 'wanted', OLD."wanted", 'position', OLD."position", 'retired_at', OLD."retired_at"), NULL);
END;

CREATE TRIGGER theme_journal_insert AFTER INSERT ON theme BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER theme_journal_update AFTER UPDATE ON theme BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme', NEW.id, 'update',
    json_object('id', OLD."id", 'slug', OLD."slug", 'label', OLD."label", 'definition', OLD."definition", 'scope_note', OLD."scope_note", 'synonyms', OLD."synonyms", 'rules', OLD."rules", 'threshold', OLD."threshold", 'wanted', OLD."wanted", 'position', OLD."position", 'retired_at', OLD."retired_at"),
    json_object('id', NEW."id", 'slug', NEW."slug", 'label', NEW."label", 'definition', NEW."definition", 'scope_note', NEW."scope_note", 'synonyms', NEW."synonyms", 'rules', NEW."rules", 'threshold', NEW."threshold", 'wanted', NEW."wanted", 'position', NEW."position", 'retired_at', NEW."retired_at"));
END;

CREATE TRIGGER theme_parent_journal_delete AFTER DELETE ON theme_parent BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme_parent', OLD.id, 'delete',
    json_object('id', OLD."id", 'theme_id', OLD."theme_id", 'parent_id', OLD."parent_id"), NULL);
END;

CREATE TRIGGER theme_parent_journal_insert AFTER INSERT ON theme_parent BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme_parent', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER theme_parent_journal_update AFTER UPDATE ON theme_parent BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme_parent', NEW.id, 'update',
    json_object('id', OLD."id", 'theme_id', OLD."theme_id", 'parent_id', OLD."parent_id"),
    json_object('id', NEW."id", 'theme_id', NEW."theme_id", 'parent_id', NEW."parent_id"));
END;

CREATE TRIGGER theme_suggestion_journal_delete AFTER DELETE ON theme_suggestion BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme_suggestion', OLD.id, 'delete',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'theme_id', OLD."theme_id", 'answer', OLD."answer", 'answered_by', OLD."answered_by", 'answered_at', OLD."answered_at"), NULL);
END;

CREATE TRIGGER theme_suggestion_journal_insert AFTER INSERT ON theme_suggestion BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme_suggestion', NEW.id, 'insert', NULL, NULL);
END;

CREATE TRIGGER theme_suggestion_journal_update AFTER UPDATE ON theme_suggestion BEGIN
  INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES ((SELECT event_id FROM journal), 'theme_suggestion', NEW.id, 'update',
    json_object('id', OLD."id", 'source_id', OLD."source_id", 'theme_id', OLD."theme_id", 'answer', OLD."answer", 'answered_by', OLD."answered_by", 'answered_at', OLD."answered_at"),
    json_object('id', NEW."id", 'source_id', NEW."source_id", 'theme_id', NEW."theme_id", 'answer', NEW."answer", 'answered_by', NEW."answered_by", 'answered_at', NEW."answered_at"));
END;

"""The published views: the read model, for commands, scripts and Datasette alike.

Their columns are promised: a change is a migration and a CHANGELOG entry.
"""

SOURCE_OVERVIEW = """CREATE VIEW source_overview AS
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
WHERE s.removed_at IS NULL AND s.merged_into IS NULL"""

SOURCE_THEME = """CREATE VIEW source_theme AS
SELECT a.source_id, a.theme_id, max(a.method = 'manual') AS by_hand, max(a.score) AS score
FROM theme_assignment a
JOIN theme t ON t.id = a.theme_id AND t.retired_at IS NULL
WHERE a.polarity = 'assigned' AND NOT EXISTS (
  SELECT 1 FROM theme_assignment no WHERE no.source_id = a.source_id AND no.theme_id = a.theme_id
    AND no.polarity = 'excluded')
GROUP BY a.source_id, a.theme_id"""

NOTE_OVERVIEW = """CREATE VIEW note_overview AS
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
FROM note n JOIN report r ON r.id = n.report_id"""

CITATION_OVERVIEW = """CREATE VIEW citation_overview AS
SELECT
  x.id, r.slug AS report, n.ordinal AS note, n.label, x.ordinal, x.text, x.form, x.prefix, x.suffix,
  x.locator_label, x.locator, x.grade, x.evidence, x.confidence, s.citekey, x.source_id, n.id AS note_id,
  n.section, n.text AS note_text,
  (SELECT k.context FROM callout k WHERE k.note_id = n.id ORDER BY k.ordinal LIMIT 1) AS context
FROM citation x
JOIN note n ON n.id = x.note_id
JOIN report r ON r.id = n.report_id
LEFT JOIN source s ON s.id = x.source_id"""

FIELD_OVERVIEW = """CREATE VIEW field_overview AS
SELECT s.source_id, w.citekey, j.key AS field, s.origin, j.value, s.stated_by, s.stated_at
FROM statement s JOIN source w ON w.id = s.source_id, json_each(s.record) j"""

THEME_COVERAGE = """CREATE VIEW theme_coverage AS
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
GROUP BY t.id"""

EVENT_OVERVIEW = """CREATE VIEW event_overview AS
SELECT e.id, e.at, e.actor, e.verb, e.command, e.run, e.undoes,
  (SELECT count(*) FROM change c WHERE c.event_id = e.id) AS changes
FROM event e"""

#: In the order in which they can be created.
VIEWS: tuple[str, ...] = (
    SOURCE_THEME, SOURCE_OVERVIEW, NOTE_OVERVIEW, CITATION_OVERVIEW, FIELD_OVERVIEW, THEME_COVERAGE, EVENT_OVERVIEW,
)  # fmt: skip

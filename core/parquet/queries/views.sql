-- Views that the questions rest on. The tables must be there (0-tables.sql).

-- The newest check of each file, whatever checksum it was held against.
CREATE OR REPLACE VIEW newest_checks AS
SELECT * FROM (
  SELECT o.*, row_number() OVER (PARTITION BY o.lid ORDER BY o.observed DESC NULLS LAST, o.recorded_checksum) AS place
  FROM observations o
  WHERE o.kind = 'check'
) c
WHERE c.place = 1;

-- Files with what is known of their content. content_sha256 is that of the bytes that lay at the path when it was checked;
-- only where verdict is content-verified and stale is FALSE are these shown to be the bytes that were recorded.
CREATE OR REPLACE VIEW files AS
SELECT
  r.kind, r.lid, r.title, r.name, r.run, r.task, r.source, r.published, r.path, r.size, r.created, r.state, r.checksum, r.checksum_mode,
  c.verdict, c.strength, c.reason, c.observed AS checked, c.observed_by AS checked_by, c.baseline, c.stale,
  CASE WHEN c.sha256_of = 'content' THEN c.sha256 END AS content_sha256
FROM records r
LEFT JOIN newest_checks c ON c.lid = r.lid
WHERE r.kind IN ('FileOutput', 'External', 'OutsideData');

-- Runs that have a record.
CREATE OR REPLACE VIEW runs AS
SELECT lid, name, session, started, started_text, pipeline, repository, revision, commit_id, started_by, state, record_sha256
FROM records
WHERE kind = 'WorkflowRun';

-- What was this file made from: which files, tasks, code, containers and runs?
-- Put its LID in place of LID-OF-THE-FILE. cut: a way was left at MOST_STEPS steps, so there may be more; ask again from what stands there.
-- It shows what records say. Of a content it says something only where verdict is content-verified, and not stale.
WITH RECURSIVE walk (lid, steps) AS (
  SELECT CAST('LID-OF-THE-FILE' AS VARCHAR), 0
  UNION ALL
  SELECT DISTINCT e.source, w.steps + 1
  FROM walk w
  JOIN edges e ON e.target = w.lid
  WHERE e.carries_data AND w.steps < MOST_STEPS
),
nearest AS (
  SELECT lid, min(steps) AS steps FROM walk GROUP BY lid
)
SELECT
  n.steps, r.kind, r.lid, r.title, r.path, r.process, r.container, r.code_checksum,
  r.run, u.name AS run_name, u.repository, u.revision, u.commit_id,
  r.checksum, c.verdict, c.strength, c.stale, c.observed AS checked, r.state, r.record_sha256,
  max(n.steps) OVER () >= MOST_STEPS AS cut
FROM nearest n
JOIN records r ON r.lid = n.lid
LEFT JOIN runs u ON u.lid = r.run
LEFT JOIN newest_checks c ON c.lid = r.lid
ORDER BY n.steps, r.kind, r.lid;

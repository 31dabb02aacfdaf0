-- What did this file (a bad reference, say) reach?
-- Put its LID, or the path of an outside file, in place of LID-OR-PATH; where one path was recorded with several contents,
-- put the recorded checksum in place of ANY-CHECKSUM to ask about that one alone.
-- how: recorded, over links that records state; inferred, every way has a link that only an equal path or an OpenLineage event suggests.
-- What is not in the answer is not cleared by that: files named by path alone, and records that were never written, leave no link.
-- cut: a way was left at MOST_STEPS steps, so there may be more.
WITH RECURSIVE begun (lid, steps) AS (
  SELECT CAST('LID-OR-PATH' AS VARCHAR), 0
  WHERE 'ANY-CHECKSUM' = 'ANY-' || 'CHECKSUM'
  UNION ALL
  SELECT u.named_by, 1
  FROM outside_uses u
  JOIN records t ON t.lid = u.named_by
  WHERE u.path = 'LID-OR-PATH' AND u.checksum = 'ANY-CHECKSUM' AND t.kind IN ('TaskRun', 'AgentRun')
),
walk (lid, steps, recorded) AS (
  SELECT lid, steps, TRUE FROM begun
  UNION ALL
  SELECT DISTINCT e.target, w.steps + 1, w.recorded AND e.carries_data
  FROM walk w
  JOIN edges e ON e.source = w.lid
  WHERE (e.carries_data OR e.inferred) AND w.steps < MOST_STEPS
),
nearest AS (
  SELECT lid, min(steps) AS steps, bool_or(recorded) AS recorded FROM walk GROUP BY lid
)
SELECT
  CASE WHEN n.recorded THEN 'recorded' ELSE 'inferred' END AS how,
  n.steps, r.kind, r.lid, r.title, r.published, r.path, r.run, u.name AS run_name, r.state,
  max(n.steps) OVER () >= MOST_STEPS AS cut
FROM nearest n
JOIN records r ON r.lid = n.lid
LEFT JOIN runs u ON u.lid = r.run
ORDER BY CASE WHEN n.recorded THEN 0 ELSE 1 END, CASE WHEN r.published THEN 0 ELSE 1 END, n.steps, r.lid;

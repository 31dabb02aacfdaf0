-- What can not be proven of this run?
-- Put its LID in place of LID-OF-THE-RUN. An empty answer would not prove that the run succeeded: no record says so.
SELECT 'content of a published file' AS what, lid,
  CASE WHEN verdict IS NULL THEN 'nobody has checked it' WHEN stale THEN 'its record has changed since it was checked' ELSE verdict || coalesce(', ' || reason, '') END AS why
FROM files
WHERE run = 'LID-OF-THE-RUN' AND published AND (verdict IS NULL OR stale OR verdict <> 'content-verified')
UNION ALL
SELECT 'that it was not replaced on purpose', lid, 'MurmurHash3 rules out accidents alone'
FROM files
WHERE run = 'LID-OF-THE-RUN' AND published AND verdict = 'content-verified' AND strength = 'murmur3-128' AND NOT stale
UNION ALL
SELECT 'where a file came from', r.lid, 'no record says which task or file it is from'
FROM records r
LEFT JOIN edges e ON e.target = r.lid AND e.carries_data
WHERE r.run = 'LID-OF-THE-RUN' AND r.published AND e.source IS NULL
UNION ALL
SELECT 'what a named record said', e.source, 'named by ' || e.target || ', and not in the store'
FROM edges e
JOIN records m ON m.lid = e.source AND m.kind = 'Missing'
JOIN records r ON r.lid = e.target
WHERE r.run = 'LID-OF-THE-RUN'
UNION ALL
SELECT 'which software a task ran', r.lid, coalesce('the container ' || r.container || ' is named without a digest', 'no container is recorded')
FROM records r
WHERE r.run = 'LID-OF-THE-RUN' AND r.kind IN ('TaskRun', 'AgentRun') AND (r.container IS NULL OR r.container NOT LIKE '%@sha256:%')
UNION ALL
SELECT 'a record as it was first read', o.lid, o.finding_type || ': ' || coalesce(o.detail, '')
FROM observations o
JOIN records r ON r.lid = o.lid
WHERE o.kind = 'finding' AND o.finding_type IN ('changed', 'vanished', 'record-contradicts-itself') AND o.holds AND (r.run = 'LID-OF-THE-RUN' OR r.lid = 'LID-OF-THE-RUN')
ORDER BY 1, 2, 3;

-- With which parameters did the runs begin that made this file, or that made what it was made from?
-- Put its LID in place of LID-OF-THE-FILE. cut: as in made-from.sql.
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
),
behind AS (
  SELECT r.run, min(n.steps) AS steps, max(max(n.steps)) OVER () >= MOST_STEPS AS cut
  FROM nearest n
  JOIN records r ON r.lid = n.lid
  WHERE r.run IS NOT NULL
  GROUP BY r.run
)
SELECT b.steps, b.run, u.name AS run_name, p.name, p.value, b.cut
FROM behind b
LEFT JOIN runs u ON u.lid = b.run
LEFT JOIN parameters p ON p.run = b.run
ORDER BY b.steps, b.run, p.name;

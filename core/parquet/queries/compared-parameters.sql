-- In which parameters do two runs differ?
-- Put the LIDs of both in place of LID-OF-THE-FIRST-RUN and LID-OF-THE-SECOND-RUN. A masked value equals another where their masks do.
WITH
one AS (SELECT name, value FROM parameters WHERE run = 'LID-OF-THE-FIRST-RUN'),
other AS (SELECT name, value FROM parameters WHERE run = 'LID-OF-THE-SECOND-RUN')
SELECT
  coalesce(a.name, b.name) AS name, a.value AS first_value, b.value AS second_value,
  CASE WHEN a.name IS NULL THEN 'only in the second' WHEN b.name IS NULL THEN 'only in the first' WHEN a.value = b.value THEN 'same' ELSE 'other' END AS answer
FROM one a
FULL OUTER JOIN other b ON b.name = a.name
ORDER BY CASE WHEN a.value = b.value THEN 1 ELSE 0 END, 1;

-- Where did two runs part: which steps were carried out with another script or container?
-- Put the LIDs of both in place of LID-OF-THE-FIRST-RUN and LID-OF-THE-SECOND-RUN.
-- Of tasks that each run executed itself: one that it took over from an earlier run is a record of that one (see made-from.sql).
-- Tasks of one name are counted together. Inputs are not compared here: this program does, with compare.
WITH both_runs AS (
  SELECT name, process, container, code_checksum,
    count(CASE WHEN run = 'LID-OF-THE-FIRST-RUN' THEN 1 END) AS in_first,
    count(CASE WHEN run = 'LID-OF-THE-SECOND-RUN' THEN 1 END) AS in_second
  FROM records
  WHERE kind IN ('TaskRun', 'AgentRun') AND run IN ('LID-OF-THE-FIRST-RUN', 'LID-OF-THE-SECOND-RUN')
  GROUP BY name, process, container, code_checksum
)
SELECT
  name, process, container, code_checksum, in_first, in_second,
  CASE
    WHEN in_first = in_second THEN 'script and container alike'
    WHEN in_second = 0 AND sum(in_second) OVER (PARTITION BY name) = 0 THEN 'only in the first'
    WHEN in_first = 0 AND sum(in_first) OVER (PARTITION BY name) = 0 THEN 'only in the second'
    ELSE 'other script, container or number of tasks'
  END AS answer
FROM both_runs
ORDER BY CASE WHEN in_first = in_second THEN 1 ELSE 0 END, name, container, code_checksum;

-- Did the second run give what the first one gave?
-- Put the LIDs of both in place of LID-OF-THE-FIRST-RUN and LID-OF-THE-SECOND-RUN. Files pair by their path below the run.
-- It compares the bytes that lay there when they were checked: verify both runs first. first_verdict and second_verdict say
-- whether these are shown to be what the run wrote.
WITH
one AS (
  SELECT substr(lid, length(run) + 2) AS below, lid, path, size, content_sha256, verdict, stale, baseline
  FROM files
  WHERE run = 'LID-OF-THE-FIRST-RUN' AND published
),
other AS (
  SELECT substr(lid, length(run) + 2) AS below, lid, path, size, content_sha256, verdict, stale, baseline
  FROM files
  WHERE run = 'LID-OF-THE-SECOND-RUN' AND published
)
SELECT
  coalesce(a.below, b.below) AS name,
  CASE
    WHEN a.lid IS NULL THEN 'only in the second'
    WHEN b.lid IS NULL THEN 'only in the first'
    WHEN a.path = b.path THEN 'unknown: both records name one path'
    WHEN a.content_sha256 = b.content_sha256 THEN 'the bytes read are the same'
    WHEN a.content_sha256 <> b.content_sha256 AND (a.baseline = 'changed' OR b.baseline = 'changed') THEN 'unknown: one has changed since it was first read'
    WHEN a.content_sha256 <> b.content_sha256 THEN 'the bytes read differ'
    WHEN a.size <> b.size THEN 'the recorded sizes differ'
    ELSE 'unknown: not both were read'
  END AS answer,
  a.content_sha256 AS first_sha256, b.content_sha256 AS second_sha256,
  a.verdict AS first_verdict, b.verdict AS second_verdict, a.stale AS first_stale, b.stale AS second_stale,
  a.lid AS first_lid, b.lid AS second_lid
FROM one a
FULL OUTER JOIN other b ON b.below = a.below
ORDER BY 1;

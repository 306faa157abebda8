-- Jobs taken together: which calls count, and what each job says.
--
-- A conversation may be uploaded more than once. Of the calls that hold the same one (same words, start, duration and
-- caller) exactly one counts: an analysed one before any other, then the newest stored (see call_election.hpp).
-- `recounts` moves when that changes for a call of the job.

ALTER TABLE calls ADD COLUMN counts BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE jobs ADD COLUMN recounts BIGINT NOT NULL DEFAULT 0;

UPDATE calls SET counts = false WHERE number IN (
  SELECT number FROM (
    SELECT c.number, row_number() OVER (
      PARTITION BY c.content_hash, c.start_time_ms, c.duration_seconds, d.record ->> 'callerNumber'
      ORDER BY CASE c.status WHEN 'complete' THEN 0 WHEN 'failed' THEN 1 WHEN 'cancelled' THEN 2 WHEN 'skipped' THEN 3
        ELSE 4 END, c.number DESC) AS place
    FROM calls c JOIN call_records d ON d.call_number = c.number) p
  WHERE place > 1);

CREATE INDEX calls_alike ON calls (substr(content_hash, 1, 16), coalesce(start_time_ms, -1),
  coalesce(duration_seconds, -1), counts);

-- Whose calls are listed most: with the columns that another filter may ask for.
DROP INDEX calls_by_rep;
CREATE INDEX calls_by_rep ON calls (rep, start_time_ms, number) INCLUDE (job_number, status, skip_reason, division,
  source, campaign, classification, call_type, recommended_action, needs_review, overall_score, lead_score, counts)
  WHERE rep IS NOT NULL;

-- What a job's calls that count say, in a form that can be added up. `state` tells whether it still holds.
CREATE TABLE job_digests (
  job_number BIGINT PRIMARY KEY REFERENCES jobs (number) ON DELETE CASCADE,
  state      TEXT NOT NULL,
  digest     TEXT NOT NULL  -- JSON
);
ALTER TABLE job_digests ENABLE ROW LEVEL SECURITY;

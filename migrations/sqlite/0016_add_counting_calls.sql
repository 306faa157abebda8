-- Jobs taken together: which calls count, and what each job says.
--
-- A conversation may be uploaded more than once. Of the calls that hold the same one (same words, start, duration and
-- caller) exactly one counts: an analysed one before any other, then the newest stored (see call_election.hpp).
-- `recounts` moves when that changes for a call of the job.

ALTER TABLE calls ADD COLUMN counts INTEGER NOT NULL DEFAULT 1 CHECK (counts IN (0, 1));
ALTER TABLE jobs ADD COLUMN recounts INTEGER NOT NULL DEFAULT 0;

UPDATE calls SET counts = 0 WHERE number IN (
  SELECT number FROM (
    SELECT c.number, row_number() OVER (
      PARTITION BY c.content_hash, c.start_time_ms, c.duration_seconds, d.record ->> '$.callerNumber'
      ORDER BY CASE c.status WHEN 'complete' THEN 0 WHEN 'failed' THEN 1 WHEN 'cancelled' THEN 2 WHEN 'skipped' THEN 3
        ELSE 4 END, c.number DESC) AS place
    FROM calls c JOIN call_records d ON d.call_number = c.number)
  WHERE place > 1);

CREATE INDEX calls_alike ON calls (substr(content_hash, 1, 16), coalesce(start_time_ms, -1),
  coalesce(duration_seconds, -1), counts);

-- Whose calls are listed most: with every column that another filter may ask for.
DROP INDEX calls_by_rep;
CREATE INDEX calls_by_rep ON calls (rep, start_time_ms, number, job_number, status, skip_reason, division, source,
  campaign, classification, call_type, recommended_action, needs_review, overall_score, lead_score, counts)
  WHERE rep IS NOT NULL;

DROP INDEX calls_by_overall_score;
DROP INDEX calls_by_lead_score;
CREATE INDEX calls_by_overall_score ON calls (overall_score, number, start_time_ms, job_number, status, skip_reason, rep,
  division, source, campaign, classification, call_type, recommended_action, needs_review, lead_score, counts)
  WHERE overall_score IS NOT NULL;
CREATE INDEX calls_by_lead_score ON calls (lead_score, number, start_time_ms, job_number, status, skip_reason, rep,
  division, source, campaign, classification, call_type, recommended_action, needs_review, overall_score, counts)
  WHERE lead_score IS NOT NULL;

-- What a job's calls that count say, in a form that can be added up. `state` tells whether it still holds.
CREATE TABLE job_digests (
  job_number INTEGER PRIMARY KEY REFERENCES jobs (number) ON DELETE CASCADE,
  state      TEXT NOT NULL,
  digest     TEXT NOT NULL  -- JSON
) STRICT;

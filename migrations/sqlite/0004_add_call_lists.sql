-- What lists of calls filter and sort by. A list walks one index in its order and tests the other filters on the way,
-- so the score indexes hold every column that a filter may ask for: entries are written once, when a call is scored.
-- The others are joined to their rows, which lie close together for calls of the same days.

ALTER TABLE calls ADD COLUMN campaign TEXT;
ALTER TABLE calls ADD COLUMN contacted_at_ms INTEGER;

DROP INDEX calls_by_overall_score;
DROP INDEX calls_by_lead_score;
DROP INDEX calls_by_action;

CREATE INDEX calls_by_overall_score ON calls (overall_score, number, start_time_ms, job_number, status, skip_reason, rep,
  division, source, campaign, classification, call_type, recommended_action, needs_review, lead_score)
  WHERE overall_score IS NOT NULL;
CREATE INDEX calls_by_lead_score ON calls (lead_score, number, start_time_ms, job_number, status, skip_reason, rep,
  division, source, campaign, classification, call_type, recommended_action, needs_review, overall_score)
  WHERE lead_score IS NOT NULL;
CREATE INDEX calls_by_action ON calls (recommended_action, start_time_ms) WHERE recommended_action IS NOT NULL;
CREATE INDEX calls_by_duration ON calls (duration_seconds);
CREATE INDEX calls_by_campaign ON calls (campaign, start_time_ms) WHERE campaign IS NOT NULL;
CREATE INDEX calls_by_job_and_time ON calls (job_number, start_time_ms);
CREATE INDEX calls_unlike_complete ON calls (status, start_time_ms) WHERE status <> 'complete';
CREATE INDEX calls_by_skip_reason ON calls (skip_reason, start_time_ms) WHERE skip_reason IS NOT NULL;
CREATE INDEX calls_failed ON calls (job_number, failure_code) WHERE failure_code IS NOT NULL;

UPDATE calls SET campaign =
  (SELECT d.record ->> '$.campaign' FROM call_records d WHERE d.call_number = calls.number);

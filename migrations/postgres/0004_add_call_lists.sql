-- What lists of calls filter and sort by. A list walks one index in its order and tests the other filters on the way.

ALTER TABLE calls ADD COLUMN campaign TEXT;
ALTER TABLE calls ADD COLUMN contacted_at_ms BIGINT;

DROP INDEX calls_by_start_time;
DROP INDEX calls_by_source;
DROP INDEX calls_by_classification;
DROP INDEX calls_by_rep;
DROP INDEX calls_by_division;
DROP INDEX calls_by_call_type;
DROP INDEX calls_by_overall_score;
DROP INDEX calls_by_lead_score;
DROP INDEX calls_by_action;
DROP INDEX calls_needing_review;

CREATE INDEX calls_by_start_time ON calls (start_time_ms, number);
CREATE INDEX calls_by_source ON calls (source, start_time_ms, number);
CREATE INDEX calls_by_classification ON calls (classification, start_time_ms, number) WHERE classification IS NOT NULL;
CREATE INDEX calls_by_rep ON calls (rep, start_time_ms, number) WHERE rep IS NOT NULL;
CREATE INDEX calls_by_division ON calls (division, start_time_ms, number) WHERE division IS NOT NULL;
CREATE INDEX calls_by_call_type ON calls (call_type, start_time_ms, number) WHERE call_type IS NOT NULL;
CREATE INDEX calls_by_overall_score ON calls (overall_score, number) WHERE overall_score IS NOT NULL;
CREATE INDEX calls_by_lead_score ON calls (lead_score, number) WHERE lead_score IS NOT NULL;
CREATE INDEX calls_by_action ON calls (recommended_action, start_time_ms, number) WHERE recommended_action IS NOT NULL;
CREATE INDEX calls_needing_review ON calls (start_time_ms, number) WHERE needs_review;
CREATE INDEX calls_by_duration ON calls (duration_seconds, number);
CREATE INDEX calls_by_campaign ON calls (campaign, start_time_ms, number) WHERE campaign IS NOT NULL;
CREATE INDEX calls_by_job_and_time ON calls (job_number, start_time_ms, number);
CREATE INDEX calls_unlike_complete ON calls (status, start_time_ms, number) WHERE status <> 'complete';
CREATE INDEX calls_by_skip_reason ON calls (skip_reason, start_time_ms, number) WHERE skip_reason IS NOT NULL;
CREATE INDEX calls_failed ON calls (job_number, failure_code) WHERE failure_code IS NOT NULL;

UPDATE calls SET campaign = d.record ->> 'campaign' FROM call_records d WHERE d.call_number = calls.number;

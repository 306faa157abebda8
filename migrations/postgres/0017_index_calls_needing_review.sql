-- Calls to be looked at are few, so their index can hold every column that another filter may ask for.
DROP INDEX calls_needing_review;
CREATE INDEX calls_needing_review ON calls (start_time_ms, number) INCLUDE (job_number, status, skip_reason, rep, division,
  source, campaign, classification, call_type, recommended_action, needs_review, overall_score, lead_score, counts)
  WHERE needs_review;

-- Leads in the order in which they want attention, calls with red flags, and what calls answered to the company's own
-- questions.
--
-- `follow_up_order` is one number to walk an index by (see lead_order.hpp): group * 10^14, the group being 1 to 4 for
-- how soon somebody should call back and 5 for those contacted; then the deadline in seconds * 1000, none coming last;
-- then the better lead. Of those contacted the latest comes first. NULL: nobody has to call.
ALTER TABLE calls ADD COLUMN follow_up_order INTEGER GENERATED ALWAYS AS (
  CASE
    WHEN recommended_action IS NULL OR recommended_action = 'no-follow-up' THEN NULL
    WHEN contacted_at_ms IS NOT NULL THEN 500000000000000 + (9999999999 - contacted_at_ms / 1000) * 1000
    ELSE CASE recommended_action WHEN 'priority-1hr' THEN 100000000000000 WHEN 'follow-24hr' THEN 200000000000000
           WHEN 'nurture-48-72hr' THEN 300000000000000 ELSE 400000000000000 END
      + coalesce(follow_up_by_ms / 1000, 9999999999) * 1000
      + CAST(round(999 - 90 * coalesce(lead_score, 0)) AS INTEGER)
  END) VIRTUAL;

CREATE INDEX calls_by_follow_up ON calls (follow_up_order, number, start_time_ms, job_number, status, skip_reason, rep,
  division, source, campaign, classification, call_type, recommended_action, needs_review, overall_score, lead_score,
  counts)
  WHERE follow_up_order IS NOT NULL AND counts = 1;
CREATE INDEX calls_by_job_and_follow_up ON calls (job_number, follow_up_order, number, start_time_ms, status, skip_reason,
  rep, division, source, campaign, classification, call_type, recommended_action, needs_review, overall_score,
  lead_score, counts)
  WHERE follow_up_order IS NOT NULL;

-- How many doubts and alerts the analysis raised.
ALTER TABLE calls ADD COLUMN red_flags INTEGER;
UPDATE calls SET red_flags =
  (SELECT coalesce(json_array_length(r.result, '$.lead.redFlags'), 0) +
          coalesce(json_array_length(r.result, '$.internalAlerts'), 0)
   FROM call_results r WHERE r.call_number = calls.number)
WHERE status = 'complete';
CREATE INDEX calls_with_red_flags ON calls (start_time_ms, number, job_number, status, skip_reason, rep, division, source,
  campaign, classification, call_type, recommended_action, needs_review, overall_score, lead_score, counts, red_flags)
  WHERE red_flags > 0;

CREATE TABLE call_answers (
  call_number INTEGER NOT NULL REFERENCES calls (number) ON DELETE CASCADE,
  question    TEXT    NOT NULL,
  answer      TEXT    NOT NULL CHECK (answer = 'yes' OR answer = 'no' OR answer = 'unclear'),
  PRIMARY KEY (call_number, question)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_answers_by_answer ON call_answers (question, answer, call_number);

INSERT OR IGNORE INTO call_answers (call_number, question, answer)
SELECT r.call_number, q.value ->> '$.id', q.value ->> '$.answer'
FROM call_results r JOIN json_each(r.result, '$.questions') q;

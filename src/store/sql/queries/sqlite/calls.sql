-- name: insert_call :exec
-- It counts unless one like it does (?15: the caller's number): see call_election.hpp. The + keeps SQLite from putting the
-- parameter into substr() too, which the index would not answer then.
INSERT INTO calls (id, job_number, row, status, skip_reason, skip_detail, failure_code, failure_message, cached,
                   content_hash, start_time_ms, duration_seconds, source, campaign, counts)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, NOT EXISTS (
  SELECT 1 FROM calls o INDEXED BY calls_alike JOIN call_records d ON d.call_number = o.number
  WHERE substr(o.content_hash, 1, 16) = substr(?10, 1, 16) AND coalesce(o.start_time_ms, -1) = coalesce(?11, -1)
    AND coalesce(o.duration_seconds, -1) = coalesce(?12, -1) AND o.counts = 1 AND +o.content_hash = ?10
    AND (d.record ->> '$.callerNumber') IS ?15));

-- name: insert_call_record :exec
-- For the call that this connection inserted last.
INSERT INTO call_records (call_number, record, turns) VALUES (last_insert_rowid(), ?1, ?2);

-- name: find_call :one
SELECT c.number, c.id, j.id, c.status, c.skip_reason, c.skip_detail, c.failure_code, c.failure_message, c.cached,
       c.content_hash, d.record, d.turns, r.result, c.contacted_at_ms, o.overrides
FROM calls c
JOIN jobs j ON j.number = c.job_number
JOIN call_records d ON d.call_number = c.number
LEFT JOIN call_results r ON r.call_number = c.number
LEFT JOIN call_overrides o ON o.call_number = c.number
WHERE c.id = ?1;

-- name: list_calls_of_job :many
-- A page in row order; the row and number of the last call are the cursor. The page is cut before the documents are
-- joined to it.
SELECT c.number, c.id, ?1, c.status, c.skip_reason, c.skip_detail, c.failure_code, c.failure_message, c.cached,
       c.content_hash, d.record, d.turns, r.result, c.contacted_at_ms, o.overrides
FROM (
  SELECT * FROM calls
  WHERE job_number = (SELECT j.number FROM jobs j WHERE j.id = ?1) AND (row, number) > (?2, ?3)
  ORDER BY row, number LIMIT ?4
) c
JOIN call_records d ON d.call_number = c.number
LEFT JOIN call_results r ON r.call_number = c.number
LEFT JOIN call_overrides o ON o.call_number = c.number
ORDER BY c.row, c.number;

-- name: finish_call :one
-- Only a call that is still open: repeating it finds nothing and so counts nothing.
UPDATE calls SET status = ?2, skip_reason = ?3, skip_detail = ?4, failure_code = ?5, failure_message = ?6,
  cached = ?7, content_hash = ?8, classification = ?9, rep = ?10, division = ?11, call_type = ?12,
  overall_score = ?13, lead_score = ?14, recommended_action = ?15, follow_up_by_ms = ?16, needs_review = ?17,
  cost_usd = ?18, red_flags = ?19
WHERE id = ?1 AND status = 'pending'
RETURNING number, job_number, counts;

-- name: put_call_result :exec
INSERT INTO call_results (call_number, result) VALUES (?1, ?2)
ON CONFLICT (call_number) DO UPDATE SET result = excluded.result;

-- name: list_reopenable_calls :many
-- ?2 asks for failed calls only; skipped ones have nothing to do again.
SELECT c.id, c.status, c.cached, c.classification IS NOT NULL
FROM jobs j JOIN calls c ON c.job_number = j.number
WHERE j.id = ?1 AND (c.status = 'failed' OR (NOT ?2 AND c.status IN ('complete', 'cancelled')))
ORDER BY c.row, c.number;

-- name: reopen_call :exec
UPDATE calls SET status = 'pending', failure_code = NULL, failure_message = NULL, cached = 0, classification = NULL,
  rep = NULL, division = NULL, call_type = NULL, overall_score = NULL, lead_score = NULL, recommended_action = NULL,
  follow_up_by_ms = NULL, needs_review = NULL, red_flags = NULL
WHERE id = ?1;

-- name: delete_call_result :exec
DELETE FROM call_results WHERE call_number = (SELECT number FROM calls WHERE id = ?1);

-- name: put_call_answer :exec
INSERT INTO call_answers (call_number, question, answer) VALUES (?1, ?2, ?3)
ON CONFLICT (call_number, question) DO UPDATE SET answer = excluded.answer;

-- name: delete_call_answers :exec
DELETE FROM call_answers WHERE call_number = (SELECT number FROM calls WHERE id = ?1);

-- name: find_reopenable_call :many
-- As list_reopenable_calls, for one call.
SELECT c.id, c.status, c.cached, c.classification IS NOT NULL
FROM calls c WHERE c.id = ?1 AND c.status IN ('complete', 'failed', 'cancelled');

-- name: replace_turns :exec
UPDATE call_records SET record = ?2, turns = ?3
WHERE call_number = (SELECT number FROM calls WHERE id = ?1);

-- name: set_contacted :exec
UPDATE calls SET contacted_at_ms = ?2 WHERE id = ?1;

-- name: put_overrides :exec
INSERT INTO call_overrides (call_number, overrides)
SELECT number, ?2 FROM calls WHERE id = ?1
ON CONFLICT (call_number) DO UPDATE SET overrides = excluded.overrides;

-- name: replace_result :exec
UPDATE call_results SET result = ?2 WHERE call_number = (SELECT number FROM calls WHERE id = ?1);

-- name: set_call_cost :exec
UPDATE calls SET cost_usd = ?2 WHERE id = ?1;

-- name: set_overall_score :exec
UPDATE calls SET overall_score = ?2 WHERE id = ?1;

-- name: touch_job_of_call :exec
-- Always later than before, so that whoever watches the job sees that something changed.
UPDATE jobs SET updated_at_ms = max(updated_at_ms + 1, ?2)
WHERE number = (SELECT job_number FROM calls WHERE id = ?1);

-- name: list_failures :many
-- Calls that failed alike, most frequent first.
SELECT c.failure_code, coalesce(c.failure_message, ''), count(*)
FROM calls c WHERE c.job_number = (SELECT number FROM jobs WHERE id = ?1) AND c.failure_code IS NOT NULL
GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2;

-- name: list_failed_calls :many
SELECT c.id
FROM calls c WHERE c.job_number = (SELECT number FROM jobs WHERE id = ?1) AND c.failure_code = ?2
  AND coalesce(c.failure_message, '') = ?3 ORDER BY c.row, c.number LIMIT ?4;

-- name: list_last_calls_of_job :many
SELECT c.number FROM calls c WHERE c.job_number = (SELECT number FROM jobs WHERE id = ?1)
ORDER BY c.row DESC, c.number DESC LIMIT ?2;

-- name: find_best_call_alike :many
-- The one that should count among the calls like ?1, itself included.
SELECT o.number
FROM calls c
JOIN call_records cd ON cd.call_number = c.number
JOIN calls o INDEXED BY calls_alike ON substr(o.content_hash, 1, 16) = substr(c.content_hash, 1, 16)
  AND coalesce(o.start_time_ms, -1) = coalesce(c.start_time_ms, -1)
  AND coalesce(o.duration_seconds, -1) = coalesce(c.duration_seconds, -1)
JOIN call_records od ON od.call_number = o.number
WHERE c.number = ?1 AND o.content_hash = c.content_hash AND (od.record ->> '$.callerNumber') IS (cd.record ->> '$.callerNumber')
ORDER BY CASE o.status WHEN 'complete' THEN 0 WHEN 'failed' THEN 1 WHEN 'cancelled' THEN 2 WHEN 'skipped' THEN 3 ELSE 4 END,
  o.number DESC LIMIT 1;

-- name: list_counting_calls_alike :many
SELECT o.number
FROM calls c
JOIN call_records cd ON cd.call_number = c.number
JOIN calls o INDEXED BY calls_alike ON substr(o.content_hash, 1, 16) = substr(c.content_hash, 1, 16)
  AND coalesce(o.start_time_ms, -1) = coalesce(c.start_time_ms, -1)
  AND coalesce(o.duration_seconds, -1) = coalesce(c.duration_seconds, -1)
JOIN call_records od ON od.call_number = o.number
WHERE c.number = ?1 AND o.counts = 1 AND o.content_hash = c.content_hash AND (od.record ->> '$.callerNumber') IS (cd.record ->> '$.callerNumber');

-- name: list_heirs_of_calls :many
-- ?1: numbers as a JSON array. Calls of other jobs that are like one of them that counts.
SELECT DISTINCT o.number
FROM json_each(?1) wanted
CROSS JOIN calls c ON c.number = wanted.value
JOIN call_records cd ON cd.call_number = c.number
JOIN calls o INDEXED BY calls_alike ON substr(o.content_hash, 1, 16) = substr(c.content_hash, 1, 16)
  AND coalesce(o.start_time_ms, -1) = coalesce(c.start_time_ms, -1)
  AND coalesce(o.duration_seconds, -1) = coalesce(c.duration_seconds, -1)
JOIN call_records od ON od.call_number = o.number
WHERE c.counts = 1 AND o.job_number <> c.job_number AND o.content_hash = c.content_hash AND (od.record ->> '$.callerNumber') IS (cd.record ->> '$.callerNumber');

-- name: set_counts :exec
UPDATE calls SET counts = ?2 WHERE number = ?1;

-- name: note_recount :exec
-- For the job of this call.
UPDATE jobs SET recounts = recounts + 1 WHERE number = (SELECT job_number FROM calls WHERE number = ?1);

-- name: insert_call :exec
INSERT INTO calls (id, job_number, row, status, skip_reason, skip_detail, failure_code, failure_message, cached,
                   content_hash, start_time_ms, duration_seconds, source)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- name: insert_call_record :exec
-- For the call that this connection inserted last.
INSERT INTO call_records (call_number, record, turns) VALUES (last_insert_rowid(), ?1, ?2);

-- name: find_call :one
SELECT c.number, c.id, j.id, c.status, c.skip_reason, c.skip_detail, c.failure_code, c.failure_message, c.cached,
       c.content_hash, d.record, d.turns, r.result
FROM calls c
JOIN jobs j ON j.number = c.job_number
JOIN call_records d ON d.call_number = c.number
LEFT JOIN call_results r ON r.call_number = c.number
WHERE c.id = ?1;

-- name: list_calls_of_job :many
-- A page in row order; the row and number of the last call are the cursor. The page is cut before the documents are
-- joined to it.
SELECT c.number, c.id, ?1, c.status, c.skip_reason, c.skip_detail, c.failure_code, c.failure_message, c.cached,
       c.content_hash, d.record, d.turns, r.result
FROM (
  SELECT * FROM calls
  WHERE job_number = (SELECT j.number FROM jobs j WHERE j.id = ?1) AND (row, number) > (?2, ?3)
  ORDER BY row, number LIMIT ?4
) c
JOIN call_records d ON d.call_number = c.number
LEFT JOIN call_results r ON r.call_number = c.number
ORDER BY c.row, c.number;

-- name: finish_call :one
-- Only a call that is still open: repeating it finds nothing and so counts nothing.
UPDATE calls SET status = ?2, skip_reason = ?3, skip_detail = ?4, failure_code = ?5, failure_message = ?6,
  cached = ?7, content_hash = ?8, classification = ?9, rep = ?10, division = ?11, call_type = ?12,
  overall_score = ?13, lead_score = ?14, recommended_action = ?15, follow_up_by_ms = ?16, needs_review = ?17,
  cost_usd = ?18
WHERE id = ?1 AND status = 'pending'
RETURNING number, job_number;

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
  follow_up_by_ms = NULL, needs_review = NULL
WHERE id = ?1;

-- name: delete_call_result :exec
DELETE FROM call_results WHERE call_number = (SELECT number FROM calls WHERE id = ?1);

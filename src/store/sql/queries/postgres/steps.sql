-- name: insert_step :exec
-- A step of a run that was deleted meanwhile goes nowhere.
INSERT INTO steps (run, position, id, name, kind, state, value, failure_code, failure_message, attempts,
                   attempts_forgiven, started_ms, ended_ms, wake_at_ms, event_name, event_key)
SELECT $1::bigint, $2::bigint, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::bigint,
       $11::bigint, $12::bigint, $13::bigint, $14::bigint, $15::text, $16::text
WHERE EXISTS (SELECT 1 FROM runs WHERE number = $1::bigint);

-- name: update_step :one
UPDATE steps SET id = $3, name = $4, kind = $5, state = $6, value = $7, failure_code = $8, failure_message = $9,
  attempts = $10, attempts_forgiven = $11, started_ms = $12, ended_ms = $13, wake_at_ms = $14, event_name = $15,
  event_key = $16
WHERE run = $1 AND position = $2 AND state <> 'completed'
RETURNING 1;

-- name: list_steps :many
SELECT run, position, id, name, kind, state, value, failure_code, failure_message, attempts, attempts_forgiven,
       started_ms, ended_ms, wake_at_ms, event_name, event_key
FROM steps WHERE run = $1
ORDER BY position;

-- name: complete_awaiting_steps :many
UPDATE steps s SET state = 'completed', value = $3, ended_ms = $4, wake_at_ms = 0
FROM runs r
WHERE r.number = s.run AND r.state IN ('queued', 'running', 'waiting')
  AND s.state = 'waiting' AND s.kind = 'wait_for_event' AND s.event_name = $1 AND s.event_key IN ('', $2)
RETURNING s.run, s.position;

-- name: free_failed_steps_of_group :exec
UPDATE steps s SET state = 'ready', attempts_forgiven = s.attempts
FROM run_groups g JOIN runs r ON r.group_number = g.number
WHERE g.id = $1 AND r.state = 'failed' AND s.run = r.number AND s.state = 'failed';

-- name: free_failed_steps_of_run :exec
UPDATE steps s SET state = 'ready', attempts_forgiven = s.attempts
FROM runs r
WHERE r.id = $1 AND r.state = 'failed' AND s.run = r.number AND s.state = 'failed';

-- name: delete_steps_of_group :exec
DELETE FROM steps s USING run_groups g JOIN runs r ON r.group_number = g.number
WHERE g.id = $1 AND s.run = r.number;

-- name: insert_attempt :exec
INSERT INTO attempts (run, position, attempt, started_ms, ended_ms, kind, code, message, retry_at_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT DO NOTHING;

-- name: list_attempts :many
SELECT run, position, attempt, started_ms, ended_ms, kind, code, message, retry_at_ms
FROM attempts WHERE run = $1
ORDER BY position, attempt;

-- name: delete_attempts_of_group :exec
DELETE FROM attempts a USING run_groups g JOIN runs r ON r.group_number = g.number
WHERE g.id = $1 AND a.run = r.number;

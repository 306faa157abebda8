-- name: insert_step :exec
-- A step of a run that was deleted meanwhile goes nowhere. The key is run * 2^20 + position.
INSERT INTO steps (key, id, name, kind, state, value, failure_code, failure_message, attempts, attempts_forgiven,
                   started_ms, ended_ms, wake_at_ms, event_name, event_key)
SELECT ?1 << 20 | ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16
WHERE EXISTS (SELECT 1 FROM runs WHERE number = ?1);

-- name: update_step :one
UPDATE steps SET id = ?3, name = ?4, kind = ?5, state = ?6, value = ?7, failure_code = ?8, failure_message = ?9,
  attempts = ?10, attempts_forgiven = ?11, started_ms = ?12, ended_ms = ?13, wake_at_ms = ?14, event_name = ?15,
  event_key = ?16
WHERE key = ?1 << 20 | ?2 AND state <> 'completed'
RETURNING 1;

-- name: list_steps :many
SELECT key >> 20, key & 1048575, id, name, kind, state, value, failure_code, failure_message, attempts,
       attempts_forgiven, started_ms, ended_ms, wake_at_ms, event_name, event_key
FROM steps WHERE key BETWEEN ?1 << 20 AND ?1 << 20 | 1048575
ORDER BY key;

-- name: complete_awaiting_steps :many
UPDATE steps SET state = 'completed', value = ?3, ended_ms = ?4, wake_at_ms = 0
WHERE number IN (
  SELECT s.number FROM steps s JOIN runs r ON r.number = s.key >> 20
  WHERE s.state = 'waiting' AND s.kind = 'wait_for_event' AND s.event_name = ?1 AND s.event_key IN ('', ?2)
    AND r.state IN ('queued', 'running', 'waiting'))
RETURNING key >> 20, key & 1048575;

-- name: free_failed_steps_of_group :exec
UPDATE steps SET state = 'ready', attempts_forgiven = attempts
WHERE number IN (
  SELECT s.number FROM run_groups g
  JOIN runs r ON r.group_number = g.number
  JOIN steps s ON s.key BETWEEN r.number << 20 AND r.number << 20 | 1048575
  WHERE g.id = ?1 AND r.state = 'failed' AND s.state = 'failed');

-- name: free_failed_steps_of_run :exec
UPDATE steps SET state = 'ready', attempts_forgiven = attempts
WHERE number IN (
  SELECT s.number FROM runs r
  JOIN steps s ON s.key BETWEEN r.number << 20 AND r.number << 20 | 1048575
  WHERE r.id = ?1 AND r.state = 'failed' AND s.state = 'failed');

-- name: delete_steps_of_group :exec
DELETE FROM steps WHERE number IN (
  SELECT s.number FROM run_groups g
  JOIN runs r ON r.group_number = g.number
  JOIN steps s ON s.key BETWEEN r.number << 20 AND r.number << 20 | 1048575
  WHERE g.id = ?1);

-- name: insert_attempt :exec
INSERT INTO attempts (step_key, attempt, started_ms, ended_ms, kind, code, message, retry_at_ms)
VALUES (?1 << 20 | ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT DO NOTHING;

-- name: list_attempts :many
SELECT step_key >> 20, step_key & 1048575, attempt, started_ms, ended_ms, kind, code, message, retry_at_ms
FROM attempts WHERE step_key BETWEEN ?1 << 20 AND ?1 << 20 | 1048575
ORDER BY step_key, attempt;

-- name: delete_attempts_of_group :exec
DELETE FROM attempts WHERE step_key IN (
  SELECT a.step_key FROM run_groups g
  JOIN runs r ON r.group_number = g.number
  JOIN attempts a ON a.step_key BETWEEN r.number << 20 AND r.number << 20 | 1048575
  WHERE g.id = ?1);

-- name: ensure_group :exec
INSERT INTO run_groups (id) VALUES ($1) ON CONFLICT DO NOTHING;

-- name: find_group :one
SELECT state, message FROM run_groups WHERE id = $1;

-- name: find_group_to_join :one
-- The row lock keeps the group from being cancelled before this transaction's runs can be seen.
SELECT number, state FROM run_groups WHERE id = $1 FOR SHARE;

-- name: find_group_if_idle :one
SELECT g.id FROM run_groups g
WHERE g.number = $1 AND NOT EXISTS (
  SELECT 1 FROM runs r WHERE r.state IN ('queued', 'running', 'waiting') AND r.group_number = g.number);

-- name: count_runs_by_state :many
SELECT r.state, count(*) FROM run_groups g JOIN runs r ON r.group_number = g.number
WHERE g.id = $1 AND r.state IN ('queued', 'running', 'waiting', 'completed', 'failed', 'cancelled')
GROUP BY r.state;

-- name: count_queued_runs :one
SELECT count(*) FROM run_groups g JOIN runs r ON r.group_number = g.number
WHERE g.id = $1 AND r.state = 'queued';

-- name: pause_group :exec
UPDATE run_groups SET state = 'paused', message = $2 WHERE id = $1 AND state <> 'cancelled';

-- name: resume_group :exec
UPDATE run_groups SET state = 'active', message = '' WHERE id = $1 AND state <> 'active';

-- name: release_held_runs :exec
UPDATE runs SET held = false
WHERE state = 'queued' AND group_number = (SELECT g.number FROM run_groups g WHERE g.id = $1) AND held;

-- name: cancel_group :exec
UPDATE run_groups SET state = 'cancelled', message = '' WHERE id = $1;

-- name: cancel_unowned_runs :exec
UPDATE runs SET state = 'cancelled', ended_ms = $2, wake_at_ms = 0, held = false
WHERE state IN ('queued', 'waiting') AND group_number = (SELECT g.number FROM run_groups g WHERE g.id = $1);

-- name: requeue_failed_runs :exec
UPDATE runs SET state = 'queued', ended_ms = 0, failure_code = '', failure_message = ''
WHERE state = 'failed' AND group_number = (SELECT g.number FROM run_groups g WHERE g.id = $1);

-- name: requeue_failed_run :exec
UPDATE runs SET state = 'queued', ended_ms = 0, failure_code = '', failure_message = ''
WHERE state = 'failed' AND id = $1;

-- name: delete_runs_of_group :exec
DELETE FROM runs WHERE group_number = (SELECT g.number FROM run_groups g WHERE g.id = $1);

-- name: delete_group_order_keys :exec
DELETE FROM group_order_keys WHERE group_number = (SELECT g.number FROM run_groups g WHERE g.id = $1);

-- name: delete_group :exec
DELETE FROM run_groups WHERE id = $1;

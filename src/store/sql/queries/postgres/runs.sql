-- name: ensure_order_key :exec
INSERT INTO group_order_keys (group_number, priority, last_key) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING;

-- name: find_order_key :one
-- Locked, because another process may be submitting to the same group.
SELECT greatest(last_key, coalesce((SELECT v.key FROM virtual_times v WHERE v.priority = $2), 0))
FROM group_order_keys WHERE group_number = $1 AND priority = $2 FOR UPDATE;

-- name: set_order_key :exec
UPDATE group_order_keys SET last_key = $3 WHERE group_number = $1 AND priority = $2;

-- name: insert_run :one
INSERT INTO runs (id, workflow, group_number, input, priority, order_key, state, submitted_ms, ended_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (id) DO NOTHING
RETURNING number;

-- name: find_run_number :one
SELECT number FROM runs WHERE id = $1;

-- name: find_claimable :many
-- Several processes claim at once, each skipping what another is taking. The lock on the group makes a pause wait
-- for claims under way, so its notification comes after them.
SELECT r.number, r.id, r.workflow, g.id, r.input, r.priority, r.order_key, g.state, r.started_ms
FROM runs r JOIN run_groups g ON g.number = r.group_number
WHERE r.state = 'queued' AND NOT r.held
ORDER BY r.priority DESC, r.order_key, r.number LIMIT $1
FOR UPDATE OF r SKIP LOCKED FOR SHARE OF g;

-- name: find_claimable_of_group :many
SELECT r.number, r.id, r.workflow, g.id, r.input, r.priority, r.order_key, g.state, r.started_ms
FROM run_groups g JOIN runs r ON r.group_number = g.number
WHERE g.id = $1 AND g.state = 'active' AND r.state = 'queued'
ORDER BY r.priority DESC, r.order_key, r.number LIMIT $2
FOR UPDATE OF r SKIP LOCKED FOR SHARE OF g;

-- name: hold_run :exec
UPDATE runs SET held = true WHERE number = $1;

-- name: claim_run :exec
UPDATE runs SET state = 'running', owner = $2, woken = false, wake_at_ms = 0,
  started_ms = CASE started_ms WHEN 0 THEN $3::bigint ELSE started_ms END
WHERE number = $1;

-- name: advance_virtual_time :exec
INSERT INTO virtual_times (priority, key) VALUES ($1, $2)
ON CONFLICT (priority) DO UPDATE SET key = greatest(virtual_times.key, excluded.key);

-- name: complete_run :one
UPDATE runs SET state = 'completed', owner = NULL, output = $3, ended_ms = $4
WHERE number = $1 AND owner = $2 RETURNING group_number;

-- name: fail_run :one
UPDATE runs SET state = 'failed', owner = NULL, failure_code = $3, failure_message = $4, ended_ms = $5
WHERE number = $1 AND owner = $2 RETURNING group_number;

-- name: cancel_run :one
UPDATE runs SET state = 'cancelled', owner = NULL, ended_ms = $3
WHERE number = $1 AND owner = $2 RETURNING group_number;

-- name: park_run :one
-- A run that an event woke since its claim has something to do at once.
UPDATE runs SET state = CASE WHEN woken THEN 'queued' ELSE 'waiting' END,
  wake_at_ms = CASE WHEN woken THEN 0 ELSE $3::bigint END, woken = false, owner = NULL
WHERE number = $1 AND owner = $2 RETURNING state, wake_at_ms;

-- name: release_run :exec
UPDATE runs SET state = 'queued', owner = NULL, woken = false WHERE number = $1 AND owner = $2;

-- name: wake_due_runs :exec
UPDATE runs SET state = 'queued', wake_at_ms = 0
WHERE state = 'waiting' AND wake_at_ms > 0 AND wake_at_ms <= $1;

-- name: find_next_wake :one
SELECT coalesce(min(wake_at_ms), 0) FROM runs WHERE state = 'waiting' AND wake_at_ms > 0;

-- name: wake_run :one
-- A run that is owned only remembers it, so that its executor's parking finds out.
UPDATE runs SET state = CASE state WHEN 'waiting' THEN 'queued' ELSE state END,
  wake_at_ms = CASE state WHEN 'waiting' THEN 0 ELSE wake_at_ms END,
  woken = (state = 'running')
WHERE number = $1 RETURNING coalesce(owner, 0);

-- name: find_run :one
SELECT r.number, r.id, r.workflow, g.id, r.state, r.priority, r.input, r.output, r.failure_code, r.failure_message,
       r.submitted_ms, r.started_ms, r.ended_ms, r.wake_at_ms
FROM runs r JOIN run_groups g ON g.number = r.group_number
WHERE r.id = $1;

-- name: list_runs :many
SELECT r.number, r.id, r.workflow, g.id, r.state, r.priority, r.input, r.output, r.failure_code, r.failure_message,
       r.submitted_ms, r.started_ms, r.ended_ms, r.wake_at_ms
FROM runs r JOIN run_groups g ON g.number = r.group_number
WHERE ($1::text IS NULL OR r.state = $1::text) AND r.number > $2
ORDER BY r.number LIMIT $3;

-- name: list_runs_of_group :many
SELECT r.number, r.id, r.workflow, g.id, r.state, r.priority, r.input, r.output, r.failure_code, r.failure_message,
       r.submitted_ms, r.started_ms, r.ended_ms, r.wake_at_ms
FROM run_groups g JOIN runs r ON r.group_number = g.number
WHERE g.id = $1 AND ($2::text IS NULL OR r.state = $2::text) AND r.number > $3
ORDER BY r.number LIMIT $4;

-- name: find_run_range :one
-- Of a group, or of all. Both ends come from an index.
SELECT coalesce(CASE WHEN $1::text IS NULL THEN (SELECT min(number) FROM runs)
         ELSE (SELECT min(r.number) FROM runs r
               WHERE r.group_number = (SELECT number FROM run_groups WHERE id = $1::text))
       END, 0),
       coalesce(CASE WHEN $1::text IS NULL THEN (SELECT max(number) FROM runs)
         ELSE (SELECT max(r.number) FROM runs r
               WHERE r.group_number = (SELECT number FROM run_groups WHERE id = $1::text))
       END, 0);

-- name: list_recent_runs :many
SELECT r.number, r.id, r.workflow, g.id, r.state, r.priority, r.input, r.output, r.failure_code, r.failure_message,
       r.submitted_ms, r.started_ms, r.ended_ms, r.wake_at_ms
FROM runs r JOIN run_groups g ON g.number = r.group_number
WHERE r.number < $3::bigint AND r.number >= $4::bigint AND ($1::text IS NULL OR g.id = $1::text)
  AND ($2::text IS NULL OR r.state = $2::text)
ORDER BY r.number DESC LIMIT $5::bigint;

-- name: count_runs_in_state :one
SELECT count(*) FROM (SELECT 1 FROM runs WHERE state = $1 LIMIT $2::bigint) e;

-- name: find_runs_by_prefix :many
-- A range rather than LIKE, as in find_jobs_by_prefix.
SELECT id FROM runs WHERE id >= $1::text AND id < $1::text || '~' ORDER BY id LIMIT $2::bigint;

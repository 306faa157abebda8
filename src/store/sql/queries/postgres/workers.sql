-- name: insert_worker :one
INSERT INTO workers (started_ms, process_id, process_mark, token) VALUES ($1, $2, $3, $4) RETURNING number;

-- name: find_worker :one
SELECT number, process_id, process_mark, token FROM workers WHERE number = $1;

-- name: find_worker_to_act :one
-- The row lock keeps the worker from being removed before this transaction ends.
SELECT number FROM workers WHERE number = $1 FOR KEY SHARE;

-- name: list_other_workers :many
SELECT number, process_id, process_mark, token FROM workers WHERE number <> $1;

-- name: delete_worker :exec
DELETE FROM workers WHERE number = $1;

-- name: requeue_runs_of_worker :exec
-- Runs of a cancelled group have nobody left who would end them.
UPDATE runs SET owner = NULL, woken = false, state = CASE
  WHEN (SELECT g.state FROM run_groups g WHERE g.number = runs.group_number) = 'cancelled' THEN 'cancelled'
  ELSE 'queued' END
WHERE state = 'running' AND owner = $1;

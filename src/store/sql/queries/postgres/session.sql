-- name: configure_writer :script
SET client_min_messages TO warning;
SET synchronous_commit TO on;
SET idle_in_transaction_session_timeout TO 60000;

-- name: configure_reader :script
SET client_min_messages TO warning;
SET default_transaction_read_only TO on;

-- name: relax_durability :script
SET synchronous_commit TO off;

-- name: restore_durability :script
SET synchronous_commit TO on;

-- name: begin_write :exec
BEGIN;

-- name: commit :exec
COMMIT;

-- name: rollback :exec
ROLLBACK;

-- name: open_savepoint :exec
SAVEPOINT step;

-- name: release_savepoint :exec
RELEASE SAVEPOINT step;

-- name: rollback_to_savepoint :exec
ROLLBACK TO SAVEPOINT step;

-- name: notify :exec
SELECT pg_notify($1, $2);

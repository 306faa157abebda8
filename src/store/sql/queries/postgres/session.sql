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
SELECT pg_notify('calltracker', $1::text || ':' || $2::text);

-- name: find_last_notification :one
-- The server keeps and delivers them itself.
SELECT 0;

-- name: list_notifications_after :many
SELECT NULL::bigint, NULL::text, NULL::text, NULL::bigint WHERE $1::bigint IS NULL;

-- name: configure_listener :script
-- One channel for the whole program: the topic is the payload's first word.
SET client_min_messages TO warning;
LISTEN calltracker;

-- name: hold_presence :one
-- A lock of the session: it ends with the session, so with the process. 7215 only keeps it apart from others.
SELECT pg_advisory_lock(7215, $1::int);

-- name: release_presence :one
SELECT pg_advisory_unlock(7215, $1::int);

-- name: is_present :one
SELECT EXISTS (
  SELECT 1 FROM pg_locks
  WHERE locktype = 'advisory' AND classid = 7215 AND objid = $1::int::oid AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
);

-- name: find_transaction_id :one
-- Known before the commit is sent, so that a connection lost in it does not leave its outcome open.
SELECT pg_current_xact_id_if_assigned()::text;

-- name: find_transaction_status :one
SELECT pg_xact_status($1::text::xid8);

-- name: release_memory :exec
-- The cache of pages lies with the server.
SELECT 1;

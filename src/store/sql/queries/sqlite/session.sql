-- name: configure_writer :script
-- Journal mode first: it alone can meet a file that is not a database. Checkpoints have their own thread.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA wal_autocheckpoint = 0;
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -16000;
PRAGMA secure_delete = FAST;
PRAGMA temp_store = MEMORY;

-- name: configure_reader :script
PRAGMA query_only = ON;
PRAGMA cache_size = -4000;
PRAGMA temp_store = MEMORY;

-- name: relax_durability :script
PRAGMA synchronous = NORMAL;

-- name: restore_durability :script
PRAGMA synchronous = FULL;

-- name: begin_write :exec
-- IMMEDIATE takes the write lock now, so that no statement inside can meet a lock any more.
BEGIN IMMEDIATE;

-- name: commit :exec
COMMIT;

-- name: rollback :exec
ROLLBACK;

-- name: open_savepoint :exec
SAVEPOINT step;

-- name: release_savepoint :exec
RELEASE step;

-- name: rollback_to_savepoint :exec
ROLLBACK TO step;

-- name: notify :exec
-- SQLite has no channel between processes: a row for each, and a bell that is rung after the commit.
INSERT INTO notifications (channel, payload, sender) VALUES (?1, ?2, notification_sender());

-- name: find_last_notification :one
SELECT coalesce(max(number), 0) FROM notifications;

-- name: list_notifications_after :many
SELECT number, channel, payload, sender FROM notifications WHERE number > ?1 ORDER BY number;

-- name: configure_listener :script
SELECT 1;

-- name: hold_presence :one
-- Presence on one machine is a process id and its start time; no lock is needed.
SELECT ?1;

-- name: release_presence :one
SELECT ?1;

-- name: is_present :one
SELECT ?1 IS NULL;

-- name: find_transaction_id :one
-- Needed where a commit travels over a network.
SELECT NULL;

-- name: find_transaction_status :one
SELECT ?1 IS NULL;

-- name: release_memory :exec
-- The cache of pages is filled again as they are needed.
PRAGMA shrink_memory;

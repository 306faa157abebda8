-- name: has_schema_migrations :one
SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations');

-- name: create_schema_migrations :exec
CREATE TABLE IF NOT EXISTS schema_migrations (
  name          TEXT NOT NULL PRIMARY KEY,
  checksum      TEXT NOT NULL,
  applied_at_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- name: list_schema_migrations :many
SELECT name, checksum FROM schema_migrations ORDER BY name;

-- name: insert_schema_migration :exec
INSERT INTO schema_migrations (name, checksum, applied_at_ms) VALUES (?1, ?2, ?3);

-- name: check_quickly :one
PRAGMA quick_check(1);

-- name: lock_migrations :exec
-- The write lock of BEGIN IMMEDIATE is enough.
SELECT 1;

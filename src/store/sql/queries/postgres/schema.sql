-- name: has_schema_migrations :one
-- The catalogue table rather than to_regclass, which after waiting for the lock may still remember that there was
-- no such table.
SELECT EXISTS (
  SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_migrations'
);

-- name: create_schema_migrations :exec
CREATE TABLE IF NOT EXISTS schema_migrations (
  name          TEXT NOT NULL PRIMARY KEY,
  checksum      TEXT NOT NULL,
  applied_at_ms BIGINT NOT NULL
);

-- name: list_schema_migrations :many
SELECT name, checksum FROM schema_migrations ORDER BY name;

-- name: insert_schema_migration :exec
INSERT INTO schema_migrations (name, checksum, applied_at_ms) VALUES ($1, $2, $3);

-- name: check_quickly :one
-- The server looks after its own files.
SELECT 'ok';

-- name: lock_migrations :exec
-- Two processes may start at once on an empty database; the number only has to be the same in both.
SELECT pg_advisory_xact_lock(7215021);

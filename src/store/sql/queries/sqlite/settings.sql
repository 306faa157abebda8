-- name: find_setting :one
SELECT value FROM settings WHERE name = ?1;

-- name: put_setting :exec
INSERT INTO settings (name, value, updated_at_ms) VALUES (?1, ?2, ?3)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at_ms = excluded.updated_at_ms;

-- name: delete_setting :exec
DELETE FROM settings WHERE name = ?1;

-- name: count_calls_by_rep :many
SELECT rep, COUNT(*) FROM calls WHERE rep IS NOT NULL GROUP BY rep ORDER BY COUNT(*) DESC, rep;

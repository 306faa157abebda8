-- name: find_analysis :one
SELECT key, stage, model, answer, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd,
       latency_ms, request_id, created_at_ms
FROM analyses WHERE key = $1;

-- name: put_analysis :exec
INSERT INTO analyses (key, stage, model, answer, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
                      cost_usd, latency_ms, request_id, created_at_ms)
VALUES ($1, $2, $3, $4::text::json, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (key) DO NOTHING;

-- name: find_column_mapping :one
SELECT mapping FROM column_mappings WHERE header_fingerprint = $1;

-- name: put_column_mapping :exec
INSERT INTO column_mappings (header_fingerprint, mapping) VALUES ($1, $2::text::json)
ON CONFLICT (header_fingerprint) DO UPDATE SET mapping = excluded.mapping;

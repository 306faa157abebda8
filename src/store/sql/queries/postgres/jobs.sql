-- name: insert_job :one
INSERT INTO jobs (id, file_name, file_hash, options, column_mapping, status, phase, total_calls, processed_calls,
                  failed_calls, skipped_calls, cached_calls, silver_calls, gold_calls, cost_usd, status_code,
                  status_message, created_at_ms, updated_at_ms, finished_at_ms, double_score)
VALUES ($1, $2, $3, $4::text::json, $5::text::json, $6, $7, 0, 0, 0, 0, 0, 0, 0, 0, $8, $9, $10, $11, $12, $13)
RETURNING number;

-- name: set_job_totals :exec
-- Where every row was skipped, nothing is left to do and nobody would complete the job.
UPDATE jobs SET total_calls = $2::bigint, processed_calls = $3::bigint, failed_calls = $4, skipped_calls = $5, cached_calls = $6,
  status = CASE WHEN $2::bigint = $3::bigint AND $2::bigint > 0 THEN 'complete' ELSE status END,
  phase = CASE WHEN $2::bigint = $3::bigint AND $2::bigint > 0 THEN 'insight' ELSE phase END,
  finished_at_ms = CASE WHEN $2::bigint = $3::bigint AND $2::bigint > 0 THEN created_at_ms ELSE finished_at_ms END
WHERE number = $1;

-- name: find_job :one
SELECT id, file_name, file_hash, options, column_mapping, status, phase, total_calls, processed_calls, failed_calls,
       skipped_calls, cached_calls, silver_calls, gold_calls, cost_usd, saved_prompt_cache_usd, saved_result_cache_usd,
       saved_rules_usd, saved_batch_usd, status_code, status_message, created_at_ms, updated_at_ms, finished_at_ms,
       double_score, stability, unpriced_tokens
FROM jobs WHERE id = $1;

-- name: find_jobs_by_prefix :many
-- A range rather than LIKE: it uses the index and knows no wildcards. '~' sorts behind every character of an id;
-- the collation makes it so whatever the database's own one is.
SELECT id, file_name, file_hash, options, column_mapping, status, phase, total_calls, processed_calls, failed_calls,
       skipped_calls, cached_calls, silver_calls, gold_calls, cost_usd, saved_prompt_cache_usd, saved_result_cache_usd,
       saved_rules_usd, saved_batch_usd, status_code, status_message, created_at_ms, updated_at_ms, finished_at_ms,
       double_score, stability, unpriced_tokens
FROM jobs WHERE id >= $1::text AND id < $1::text || '~' ORDER BY id DESC LIMIT $2;

-- name: list_jobs :many
-- Ids are sortable by creation time, so the last id of a page is the cursor.
SELECT id, file_name, file_hash, options, column_mapping, status, phase, total_calls, processed_calls, failed_calls,
       skipped_calls, cached_calls, silver_calls, gold_calls, cost_usd, saved_prompt_cache_usd, saved_result_cache_usd,
       saved_rules_usd, saved_batch_usd, status_code, status_message, created_at_ms, updated_at_ms, finished_at_ms,
       double_score, stability, unpriced_tokens
FROM jobs WHERE id < $1 ORDER BY id DESC LIMIT $2;

-- name: set_job_status :exec
UPDATE jobs SET status = $2::text, status_code = $3, status_message = $4, updated_at_ms = $5::bigint,
  finished_at_ms = CASE WHEN $2::text IN ('complete', 'failed', 'cancelled') THEN $5::bigint END
WHERE id = $1;

-- name: announce :exec
UPDATE jobs SET status_code = $2, status_message = $3, updated_at_ms = $4 WHERE id = $1 AND status = 'processing';

-- name: lock_job_cost :one
SELECT number, cost_usd FROM jobs WHERE id = $1 FOR UPDATE;

-- name: sum_budget_holds :one
SELECT coalesce(sum(usd), 0)::double precision FROM budget_holds WHERE job_number = $1 AND name <> $2 AND held_at_ms > $3;

-- name: put_budget_hold :exec
INSERT INTO budget_holds (job_number, name, usd, held_at_ms) VALUES ($1, $2, $3, $4)
ON CONFLICT (job_number, name) DO UPDATE SET usd = excluded.usd, held_at_ms = excluded.held_at_ms;

-- name: tell_of_freed_budget :exec
-- The hold without a name says that somebody waits.
SELECT pg_notify('calltracker', 'budget:' || j.id)
FROM jobs j JOIN budget_holds h ON h.job_number = j.number AND h.name = '' WHERE j.id = $1;

-- name: delete_budget_hold :exec
DELETE FROM budget_holds WHERE job_number = (SELECT number FROM jobs WHERE id = $1) AND name IN ($2, '');

-- name: set_job_options :exec
UPDATE jobs SET options = $2::text::json WHERE id = $1;

-- name: add_progress :exec
UPDATE jobs SET silver_calls = silver_calls + $2::bigint, gold_calls = gold_calls + $3::bigint,
  cost_usd = cost_usd + $4::double precision,
  saved_prompt_cache_usd = saved_prompt_cache_usd + $5::double precision,
  saved_result_cache_usd = saved_result_cache_usd + $6::double precision,
  saved_rules_usd = saved_rules_usd + $7::double precision,
  saved_batch_usd = saved_batch_usd + $8::double precision,
  unpriced_tokens = unpriced_tokens + $9::bigint
WHERE id = $1;

-- name: count_finished_call :one
-- The last open call completes the job, unless it was cancelled or waits for its stability. True for that call. The
-- right-hand sides see the values before the update.
UPDATE jobs SET processed_calls = processed_calls + 1, failed_calls = failed_calls + $2::bigint,
  skipped_calls = skipped_calls + $3::bigint, cached_calls = cached_calls + $4::bigint, updated_at_ms = $5::bigint,
  status = CASE WHEN processed_calls + 1 = total_calls AND status <> 'cancelled'
    AND (double_score IS NULL OR stability IS NOT NULL) THEN 'complete' ELSE status END,
  phase = CASE WHEN processed_calls + 1 = total_calls AND status <> 'cancelled'
    AND (double_score IS NULL OR stability IS NOT NULL) THEN 'insight' ELSE phase END,
  finished_at_ms = CASE WHEN processed_calls + 1 = total_calls AND status <> 'cancelled'
    AND (double_score IS NULL OR stability IS NOT NULL) THEN $5::bigint ELSE finished_at_ms END,
  status_code = CASE WHEN processed_calls + 1 < total_calls OR status = 'cancelled' THEN status_code END,
  status_message = CASE WHEN processed_calls + 1 < total_calls OR status = 'cancelled' THEN status_message END
WHERE number = $1
RETURNING processed_calls = total_calls AND status <> 'cancelled';

-- name: put_stability :exec
-- As the last call of a job without it would have done.
UPDATE jobs SET stability = $2, updated_at_ms = greatest(updated_at_ms + 1, $3::bigint),
  status = CASE WHEN status <> 'cancelled' THEN 'complete' ELSE status END,
  phase = CASE WHEN status <> 'cancelled' THEN 'insight' ELSE phase END,
  finished_at_ms = CASE WHEN status <> 'cancelled' THEN $3::bigint ELSE finished_at_ms END,
  status_code = CASE WHEN status = 'cancelled' THEN status_code END,
  status_message = CASE WHEN status = 'cancelled' THEN status_message END
WHERE id = $1 AND processed_calls = total_calls;

-- name: take_back_counts :exec
UPDATE jobs SET processed_calls = processed_calls - $2, failed_calls = failed_calls - $3,
  cached_calls = cached_calls - $4, silver_calls = greatest(silver_calls - $5, 0), gold_calls = greatest(gold_calls - $6, 0)
WHERE id = $1;

-- name: reopen_job :exec
-- Later than before in any case, so that whoever watches the job sees that it changed.
UPDATE jobs SET updated_at_ms = greatest(updated_at_ms + 1, $2::bigint),
  stability = NULL,
  finished_at_ms = CASE WHEN status IN ('complete', 'failed') THEN NULL ELSE finished_at_ms END,
  status_code = CASE WHEN status IN ('complete', 'failed') THEN NULL ELSE status_code END,
  status_message = CASE WHEN status IN ('complete', 'failed') THEN NULL ELSE status_message END,
  phase = CASE WHEN status IN ('complete', 'failed') THEN 'silver' ELSE phase END,
  status = CASE WHEN status IN ('complete', 'failed') THEN 'processing' ELSE status END
WHERE id = $1;

-- name: delete_job :exec
DELETE FROM jobs WHERE id = $1;

-- name: refresh_statistics :exec
-- A large import makes the planner's old numbers wrong, and the server would notice only a minute later.
ANALYZE calls, call_records, runs;

-- name: list_digests :many
-- Every job with the state that its calls are in, and what was stored of the slice for an earlier or this one.
SELECT j.id, j.updated_at_ms || '.' || j.processed_calls || '.' || j.recounts, d.state, d.digest,
  j.status IN ('complete', 'failed', 'cancelled')
FROM jobs j LEFT JOIN job_digests d ON d.job_number = j.number AND d.slice = $1 ORDER BY j.number;

-- name: list_digest_states :many
-- The same without the digests themselves.
SELECT j.id, j.updated_at_ms || '.' || j.processed_calls || '.' || j.recounts, d.state, NULL,
  j.status IN ('complete', 'failed', 'cancelled')
FROM jobs j LEFT JOIN job_digests d ON d.job_number = j.number AND d.slice = $1 ORDER BY j.number;

-- name: put_digest :exec
INSERT INTO job_digests (job_number, slice, state, digest, made_at_ms)
SELECT number, $2::text, $3::text, $4::text, $5::bigint FROM jobs WHERE id = $1
ON CONFLICT (job_number, slice) DO UPDATE SET state = excluded.state, digest = excluded.digest,
  made_at_ms = excluded.made_at_ms;

-- name: drop_older_slices :exec
-- Of a job's slices the newest $2 stay; the whole always does.
DELETE FROM job_digests WHERE job_number = (SELECT number FROM jobs WHERE id = $1) AND slice <> '' AND slice NOT IN (
  SELECT d.slice FROM job_digests d WHERE d.job_number = (SELECT number FROM jobs WHERE id = $1) AND d.slice <> ''
  ORDER BY d.made_at_ms DESC, d.slice LIMIT $2::bigint);

-- name: keep_digests :exec
-- Before the job of this call is touched for what no digest tells: those that hold go on holding.
UPDATE job_digests SET state =
  greatest(j.updated_at_ms + 1, $2::bigint)::text || substr(job_digests.state, length(j.updated_at_ms::text) + 1)
FROM jobs j
WHERE j.number = (SELECT job_number FROM calls WHERE id = $1) AND job_digests.job_number = j.number
  AND substr(job_digests.state, 1, length(j.updated_at_ms::text) + 1) = j.updated_at_ms || '.';

-- name: insert_job :one
INSERT INTO jobs (id, file_name, file_hash, options, column_mapping, status, phase, total_calls, processed_calls,
                  failed_calls, skipped_calls, cached_calls, silver_calls, gold_calls, cost_usd, status_code,
                  status_message, created_at_ms, updated_at_ms, finished_at_ms, double_score)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0, 0, 0, 0, 0, 0, 0, ?8, ?9, ?10, ?11, ?12, ?13)
RETURNING number;

-- name: set_job_totals :exec
-- Where every row was skipped, nothing is left to do and nobody would complete the job.
UPDATE jobs SET total_calls = ?2, processed_calls = ?3, failed_calls = ?4, skipped_calls = ?5, cached_calls = ?6,
  status = CASE WHEN ?2 = ?3 AND ?2 > 0 THEN 'complete' ELSE status END,
  phase = CASE WHEN ?2 = ?3 AND ?2 > 0 THEN 'insight' ELSE phase END,
  finished_at_ms = CASE WHEN ?2 = ?3 AND ?2 > 0 THEN created_at_ms ELSE finished_at_ms END
WHERE number = ?1;

-- name: find_job :one
SELECT id, file_name, file_hash, options, column_mapping, status, phase, total_calls, processed_calls, failed_calls,
       skipped_calls, cached_calls, silver_calls, gold_calls, cost_usd, saved_prompt_cache_usd, saved_result_cache_usd,
       saved_rules_usd, saved_batch_usd, status_code, status_message, created_at_ms, updated_at_ms, finished_at_ms,
       double_score, stability, unpriced_tokens
FROM jobs WHERE id = ?1;

-- name: find_jobs_by_prefix :many
-- A range rather than LIKE: it uses the index and knows no wildcards. '~' sorts behind every character of an id.
SELECT id, file_name, file_hash, options, column_mapping, status, phase, total_calls, processed_calls, failed_calls,
       skipped_calls, cached_calls, silver_calls, gold_calls, cost_usd, saved_prompt_cache_usd, saved_result_cache_usd,
       saved_rules_usd, saved_batch_usd, status_code, status_message, created_at_ms, updated_at_ms, finished_at_ms,
       double_score, stability, unpriced_tokens
FROM jobs WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id DESC LIMIT ?2;

-- name: list_jobs :many
-- Ids are sortable by creation time, so the last id of a page is the cursor.
SELECT id, file_name, file_hash, options, column_mapping, status, phase, total_calls, processed_calls, failed_calls,
       skipped_calls, cached_calls, silver_calls, gold_calls, cost_usd, saved_prompt_cache_usd, saved_result_cache_usd,
       saved_rules_usd, saved_batch_usd, status_code, status_message, created_at_ms, updated_at_ms, finished_at_ms,
       double_score, stability, unpriced_tokens
FROM jobs WHERE id < ?1 ORDER BY id DESC LIMIT ?2;

-- name: set_job_status :exec
UPDATE jobs SET status = ?2, status_code = ?3, status_message = ?4, updated_at_ms = ?5,
  finished_at_ms = CASE WHEN ?2 IN ('complete', 'failed', 'cancelled') THEN ?5 END
WHERE id = ?1;

-- name: announce :exec
UPDATE jobs SET status_code = ?2, status_message = ?3, updated_at_ms = ?4 WHERE id = ?1 AND status = 'processing';

-- name: lock_job_cost :one
-- The write lock keeps it meanwhile.
SELECT number, cost_usd FROM jobs WHERE id = ?1;

-- name: sum_budget_holds :one
SELECT coalesce(sum(usd), 0) FROM budget_holds WHERE job_number = ?1 AND name <> ?2 AND held_at_ms > ?3;

-- name: put_budget_hold :exec
INSERT INTO budget_holds (job_number, name, usd, held_at_ms) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (job_number, name) DO UPDATE SET usd = excluded.usd, held_at_ms = excluded.held_at_ms;

-- name: tell_of_freed_budget :exec
-- The hold without a name says that somebody waits.
INSERT INTO notifications (channel, payload, sender)
SELECT 'budget', j.id, notification_sender() FROM jobs j JOIN budget_holds h ON h.job_number = j.number AND h.name = ''
WHERE j.id = ?1;

-- name: delete_budget_hold :exec
DELETE FROM budget_holds WHERE job_number = (SELECT number FROM jobs WHERE id = ?1) AND name IN (?2, '');

-- name: set_job_options :exec
UPDATE jobs SET options = ?2 WHERE id = ?1;

-- name: add_progress :exec
UPDATE jobs SET silver_calls = silver_calls + ?2, gold_calls = gold_calls + ?3, cost_usd = cost_usd + ?4,
  saved_prompt_cache_usd = saved_prompt_cache_usd + ?5, saved_result_cache_usd = saved_result_cache_usd + ?6,
  saved_rules_usd = saved_rules_usd + ?7, saved_batch_usd = saved_batch_usd + ?8, unpriced_tokens = unpriced_tokens + ?9
WHERE id = ?1;

-- name: count_finished_call :one
-- The last open call completes the job, unless it was cancelled or waits for its stability. True for that call. The
-- right-hand sides see the values before the update.
UPDATE jobs SET processed_calls = processed_calls + 1, failed_calls = failed_calls + ?2,
  skipped_calls = skipped_calls + ?3, cached_calls = cached_calls + ?4, updated_at_ms = ?5,
  status = CASE WHEN processed_calls + 1 = total_calls AND status <> 'cancelled'
    AND (double_score IS NULL OR stability IS NOT NULL) THEN 'complete' ELSE status END,
  phase = CASE WHEN processed_calls + 1 = total_calls AND status <> 'cancelled'
    AND (double_score IS NULL OR stability IS NOT NULL) THEN 'insight' ELSE phase END,
  finished_at_ms = CASE WHEN processed_calls + 1 = total_calls AND status <> 'cancelled'
    AND (double_score IS NULL OR stability IS NOT NULL) THEN ?5 ELSE finished_at_ms END,
  status_code = CASE WHEN processed_calls + 1 < total_calls OR status = 'cancelled' THEN status_code END,
  status_message = CASE WHEN processed_calls + 1 < total_calls OR status = 'cancelled' THEN status_message END
WHERE number = ?1
RETURNING processed_calls = total_calls AND status <> 'cancelled';

-- name: put_stability :exec
-- As the last call of a job without it would have done.
UPDATE jobs SET stability = ?2, updated_at_ms = max(updated_at_ms + 1, ?3),
  status = CASE WHEN status <> 'cancelled' THEN 'complete' ELSE status END,
  phase = CASE WHEN status <> 'cancelled' THEN 'insight' ELSE phase END,
  finished_at_ms = CASE WHEN status <> 'cancelled' THEN ?3 ELSE finished_at_ms END,
  status_code = CASE WHEN status = 'cancelled' THEN status_code END,
  status_message = CASE WHEN status = 'cancelled' THEN status_message END
WHERE id = ?1 AND processed_calls = total_calls;

-- name: take_back_counts :exec
UPDATE jobs SET processed_calls = processed_calls - ?2, failed_calls = failed_calls - ?3,
  cached_calls = cached_calls - ?4, silver_calls = max(silver_calls - ?5, 0), gold_calls = max(gold_calls - ?6, 0)
WHERE id = ?1;

-- name: reopen_job :exec
-- Later than before in any case, so that whoever watches the job sees that it changed.
UPDATE jobs SET updated_at_ms = max(updated_at_ms + 1, ?2),
  stability = NULL,
  finished_at_ms = CASE WHEN status IN ('complete', 'failed') THEN NULL ELSE finished_at_ms END,
  status_code = CASE WHEN status IN ('complete', 'failed') THEN NULL ELSE status_code END,
  status_message = CASE WHEN status IN ('complete', 'failed') THEN NULL ELSE status_message END,
  phase = CASE WHEN status IN ('complete', 'failed') THEN 'silver' ELSE phase END,
  status = CASE WHEN status IN ('complete', 'failed') THEN 'processing' ELSE status END
WHERE id = ?1;

-- name: delete_job :exec
DELETE FROM jobs WHERE id = ?1;

-- name: refresh_statistics :exec
-- The queries here need none: their indexes leave SQLite no choice.
SELECT 1;

-- name: list_digests :many
-- Every job with the state that its calls are in, and what was stored of the slice for an earlier or this one.
SELECT j.id, j.updated_at_ms || '.' || j.processed_calls || '.' || j.recounts, d.state, d.digest,
  j.status IN ('complete', 'failed', 'cancelled')
FROM jobs j LEFT JOIN job_digests d ON d.job_number = j.number AND d.slice = ?1 ORDER BY j.number;

-- name: list_digest_states :many
-- The same without the digests themselves.
SELECT j.id, j.updated_at_ms || '.' || j.processed_calls || '.' || j.recounts, d.state, NULL,
  j.status IN ('complete', 'failed', 'cancelled')
FROM jobs j LEFT JOIN job_digests d ON d.job_number = j.number AND d.slice = ?1 ORDER BY j.number;

-- name: put_digest :exec
INSERT INTO job_digests (job_number, slice, state, digest, made_at_ms)
SELECT number, ?2, ?3, ?4, ?5 FROM jobs WHERE id = ?1
ON CONFLICT (job_number, slice) DO UPDATE SET state = excluded.state, digest = excluded.digest,
  made_at_ms = excluded.made_at_ms;

-- name: drop_older_slices :exec
-- Of a job's slices the newest ?2 stay; the whole always does.
DELETE FROM job_digests WHERE job_number = (SELECT number FROM jobs WHERE id = ?1) AND slice <> '' AND slice NOT IN (
  SELECT d.slice FROM job_digests d WHERE d.job_number = (SELECT number FROM jobs WHERE id = ?1) AND d.slice <> ''
  ORDER BY d.made_at_ms DESC, d.slice LIMIT ?2);

-- name: keep_digests :exec
-- Before the job of this call is touched for what no digest tells: those that hold go on holding.
UPDATE job_digests SET state = max(j.updated_at_ms + 1, ?2) || substr(job_digests.state, length(j.updated_at_ms) + 1)
FROM jobs j
WHERE j.number = (SELECT job_number FROM calls WHERE id = ?1) AND job_digests.job_number = j.number
  AND substr(job_digests.state, 1, length(j.updated_at_ms) + 1) = j.updated_at_ms || '.';

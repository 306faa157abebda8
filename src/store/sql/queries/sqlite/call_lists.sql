-- Lists of calls are composed from the parts here (kind :part): see call_list_reader.hpp. {name} is a slot for another
-- part, {} a parameter.

-- name: use_index :part
INDEXED BY {index}

-- name: use_no_index :part
NOT INDEXED

-- name: walk_calls :part
-- Not ordered a second time: the walk is the only table of its query, so its order stays, and SQLite would
-- sort the whole budget before it ended at the limit.
SELECT c.number, c.sort_key, c.status, c.classification, c.rep, c.division, c.source, c.call_type, c.recommended_action
FROM (
  SELECT c.number, {key} AS sort_key, c.start_time_ms, c.job_number, c.status, c.skip_reason, c.rep, c.division,
         c.source, c.campaign, c.classification, c.call_type, c.recommended_action, c.needs_review, c.overall_score,
         c.lead_score, c.counts{more}
  FROM calls c {index} WHERE {inner} ORDER BY {order} LIMIT {budget}
) c
WHERE {outer} LIMIT {limit}

-- name: find_walk_end :part
SELECT c.number, {key} FROM calls c {index} WHERE {inner} ORDER BY {order} LIMIT 1 OFFSET {offset}

-- name: sort_calls :part
SELECT c.number, {key} AS sort_key, c.status, c.classification, c.rep, c.division, c.source, c.call_type,
       c.recommended_action
FROM calls c {index} WHERE {outer} ORDER BY {key} IS NULL, {order} LIMIT {limit}

-- name: walk_found :part
SELECT c.number, NULL, c.status, c.classification, c.rep, c.division, c.source, c.call_type, c.recommended_action
FROM (SELECT rowid AS number FROM call_index WHERE call_index MATCH {words} AND {inner} ORDER BY rowid DESC
      LIMIT {budget}) f
CROSS JOIN calls c ON c.number = f.number
WHERE {outer} LIMIT {limit}

-- name: find_found_end :part
SELECT rowid FROM call_index WHERE call_index MATCH {words} AND {inner} ORDER BY rowid DESC LIMIT 1 OFFSET {offset}

-- name: find_found :part
SELECT rowid FROM call_index WHERE call_index MATCH {words} LIMIT {limit}

-- name: count_entries :part
SELECT count(*) FROM (SELECT 1 FROM calls c {index} WHERE {inner} LIMIT {limit})

-- name: count_walked :part
SELECT count(*) FROM (
  SELECT 1 FROM (
    SELECT c.number, c.start_time_ms, c.job_number, c.status, c.skip_reason, c.rep, c.division, c.source, c.campaign,
           c.classification, c.call_type, c.recommended_action, c.needs_review, c.overall_score, c.lead_score,
           c.counts{more}
    FROM calls c {index} WHERE {inner} LIMIT {budget}
  ) c
  WHERE {outer} LIMIT {limit}
)

-- name: count_leads :part
-- By group: entries walked past, those that fit, those due before one moment and another. The leading digit of the
-- order is the group.
SELECT l.place, count(*), count(*) FILTER (WHERE l.fits), count(*) FILTER (WHERE l.fits AND l.due < {now}),
       count(*) FILTER (WHERE l.fits AND l.due < {soon})
FROM (
  SELECT c.follow_up_order / 100000000000000 AS place, c.follow_up_order % 100000000000000 AS due, ({outer}) AS fits
  FROM calls c {index} WHERE {inner} ORDER BY c.follow_up_order LIMIT {budget}
) l
GROUP BY l.place ORDER BY l.place

-- name: find_answered :part
SELECT call_number FROM call_answers WHERE question = {} AND answer = {} LIMIT {}

-- name: if_numbered :part
c.number IN (SELECT value FROM json_each({}))

-- name: if_matching :part
EXISTS (SELECT 1 FROM call_index WHERE rowid = c.number AND call_index MATCH {})

-- name: if_any :part
1

-- name: if_job :part
c.job_number = {}

-- name: if_rep :part
c.rep = {}

-- name: if_division :part
c.division = {}

-- name: if_source :part
c.source = {}

-- name: if_without_source :part
c.source IS NULL

-- name: if_campaign :part
c.campaign = {}

-- name: if_classification :part
c.classification = {}

-- name: if_call_type :part
c.call_type = {}

-- name: if_action :part
c.recommended_action = {}

-- name: if_skip_reason :part
c.skip_reason = {}

-- name: if_status :part
c.status = {}

-- name: if_status_unlike_complete :part
c.status = {} AND c.status <> 'complete'

-- name: if_needs_review :part
c.needs_review = 1

-- name: if_needs_no_review :part
c.needs_review = 0

-- name: if_red_flags :part
c.red_flags > 0

-- name: if_answered_yes :part
EXISTS (SELECT 1 FROM call_answers a WHERE a.call_number = c.number AND a.question = {} AND a.answer = 'yes')

-- name: if_answered_no :part
EXISTS (SELECT 1 FROM call_answers a WHERE a.call_number = c.number AND a.question = {} AND a.answer = 'no')

-- name: if_answered_unclear :part
EXISTS (SELECT 1 FROM call_answers a WHERE a.call_number = c.number AND a.question = {} AND a.answer = 'unclear')

-- name: if_follow_up_from :part
c.follow_up_order >= {}

-- name: if_follow_up_before :part
c.follow_up_order < {}

-- name: if_counts :part
c.counts = 1

-- name: if_started_from :part
c.start_time_ms >= {}

-- name: if_started_before :part
c.start_time_ms < {}

-- name: if_overall_min :part
c.overall_score >= {}

-- name: if_overall_max :part
c.overall_score <= {}

-- name: if_lead_min :part
c.lead_score >= {}

-- name: if_lead_max :part
c.lead_score <= {}

-- name: if_key_known :part
{key} IS NOT NULL

-- name: if_key_unknown :part
{key} IS NULL

-- name: if_key_after :part
{key} IS NOT NULL AND ({key}, c.number) > ({}, {})

-- name: if_key_before :part
{key} IS NOT NULL AND ({key}, c.number) < ({}, {})

-- name: if_number_before :part
c.number < {}

-- name: if_number_after :part
c.number > {}

-- name: if_found_before :part
rowid < {}

-- name: if_found_any :part
rowid > 0

-- name: find_job_size :one
SELECT number, total_calls FROM jobs WHERE id = ?1;

-- name: load_call_summaries :many
-- ?1: numbers as a JSON array.
SELECT c.number, c.id, j.id, c.row, c.status, c.skip_reason, c.failure_code, c.failure_message, c.cached,
       c.start_time_ms, c.duration_seconds, c.source, c.campaign, d.record ->> '$.callStatus', c.classification,
       r.result ->> '$.triage.subtype', c.rep, c.division, c.call_type,
       coalesce(r.result ->> '$.caller.name', d.record ->> '$.callerName'), r.result ->> '$.caller.company',
       coalesce(d.record ->> '$.callerNumber', r.result ->> '$.caller.phone'),
       r.result ->> '$.callContext.needSummary', c.overall_score, c.lead_score, c.recommended_action,
       c.follow_up_by_ms, c.needs_review, c.contacted_at_ms, r.result ->> '$.lead.redFlags',
       r.result ->> '$.internalAlerts', c.cost_usd
FROM json_each(?1) wanted
CROSS JOIN calls c ON c.number = wanted.value
JOIN jobs j ON j.number = c.job_number
JOIN call_records d ON d.call_number = c.number
LEFT JOIN call_results r ON r.call_number = c.number;

-- name: load_calls :many
-- ?1: numbers as a JSON array. Without the turns, for those who count.
SELECT c.number, c.id, j.id, c.status, c.skip_reason, c.skip_detail, c.failure_code, c.failure_message, c.cached,
       c.content_hash, d.record, '[]', r.result, c.contacted_at_ms, NULL
FROM json_each(?1) wanted
CROSS JOIN calls c ON c.number = wanted.value
JOIN jobs j ON j.number = c.job_number
JOIN call_records d ON d.call_number = c.number
LEFT JOIN call_results r ON r.call_number = c.number;

-- name: load_turns :many
SELECT d.call_number, d.turns FROM json_each(?1) wanted CROSS JOIN call_records d ON d.call_number = wanted.value;

-- name: find_call_number :one
SELECT number FROM calls WHERE id = ?1;

-- name: list_reps :many
-- From one value to the next through the index, however many calls bear it.
WITH RECURSIVE v (x) AS (
  SELECT min(rep) FROM calls WHERE rep IS NOT NULL
  UNION ALL SELECT (SELECT min(rep) FROM calls WHERE rep > v.x) FROM v WHERE v.x IS NOT NULL
)
SELECT x FROM v WHERE x IS NOT NULL LIMIT ?1;

-- name: list_divisions :many
WITH RECURSIVE v (x) AS (
  SELECT min(division) FROM calls WHERE division IS NOT NULL
  UNION ALL SELECT (SELECT min(division) FROM calls WHERE division > v.x) FROM v WHERE v.x IS NOT NULL
)
SELECT x FROM v WHERE x IS NOT NULL LIMIT ?1;

-- name: list_sources :many
WITH RECURSIVE v (x) AS (
  SELECT min(source) FROM calls WHERE source IS NOT NULL
  UNION ALL SELECT (SELECT min(source) FROM calls WHERE source > v.x) FROM v WHERE v.x IS NOT NULL
)
SELECT x FROM v WHERE x IS NOT NULL LIMIT ?1;

-- name: find_calls_state :one
-- Changes whenever a call that counts for an insight does.
SELECT count(*), coalesce(max(updated_at_ms), 0), coalesce(sum(processed_calls), 0),
  coalesce(sum(recounts), 0) FROM jobs;

-- name: index_call :exec
-- For the call with this number, once it has ended.
INSERT INTO call_index (rowid, job, transcript, names, phones)
SELECT number, job, transcript, names, phones FROM call_texts WHERE number = ?1;

-- name: index_inserted_call :exec
-- For the call that this connection stored last and that is not to be analysed.
INSERT INTO call_index (rowid, job, transcript, names, phones)
SELECT number, job, transcript, names, phones FROM call_texts WHERE number = last_insert_rowid();

-- name: unindex_call :exec
DELETE FROM call_index WHERE rowid = (SELECT number FROM calls WHERE id = ?1 AND status <> 'pending');

-- name: unindex_calls :exec
-- ?1: numbers as a JSON array.
DELETE FROM call_index WHERE rowid IN (
  SELECT c.number FROM json_each(?1) wanted JOIN calls c ON c.number = wanted.value WHERE c.status <> 'pending');

-- name: delete_calls :exec
DELETE FROM calls WHERE number IN (SELECT value FROM json_each(?1));

-- name: delete_analyses_before :exec
DELETE FROM analyses
WHERE number IN (SELECT number FROM analyses ORDER BY number LIMIT ?2) AND created_at_ms < ?1;

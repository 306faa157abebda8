-- Jobs, their calls and the answers that were paid for.
--
-- `calls` holds what lists filter and sort by and stays narrow; the bulky JSON documents lie beside it, the
-- record written once at import, the result once when the call is finished. Result columns are NULL until
-- then, and their indexes are partial, so an import pays for none of them.
--
-- Constraints on words are chains of OR: for IN with more than two words SQLite fills a temporary table each time.

CREATE TABLE jobs (
  number             INTEGER PRIMARY KEY,
  id                 TEXT    NOT NULL UNIQUE,
  file_name          TEXT    NOT NULL,
  file_hash          TEXT    NOT NULL,
  options            TEXT    NOT NULL,  -- JSON
  column_mapping     TEXT    NOT NULL,  -- JSON: canonical field → header
  status             TEXT    NOT NULL
    CHECK (status = 'pending' OR status = 'processing' OR status = 'paused' OR status = 'complete' OR
      status = 'failed' OR status = 'cancelled'),
  phase              TEXT    NOT NULL
    CHECK (phase = 'bronze' OR phase = 'silver' OR phase = 'gold' OR phase = 'insight'),
  total_calls        INTEGER NOT NULL CHECK (total_calls >= 0),
  processed_calls    INTEGER NOT NULL CHECK (processed_calls BETWEEN 0 AND total_calls),
  failed_calls       INTEGER NOT NULL CHECK (failed_calls >= 0),
  skipped_calls      INTEGER NOT NULL CHECK (skipped_calls >= 0),
  cached_calls       INTEGER NOT NULL CHECK (cached_calls >= 0),
  silver_calls       INTEGER NOT NULL CHECK (silver_calls >= 0),
  gold_calls         INTEGER NOT NULL CHECK (gold_calls >= 0),
  cost_usd           REAL    NOT NULL CHECK (cost_usd >= 0),
  status_code        TEXT,
  status_message     TEXT,
  created_at_ms      INTEGER NOT NULL,
  updated_at_ms      INTEGER NOT NULL,
  finished_at_ms     INTEGER
) STRICT;

CREATE TABLE calls (
  number             INTEGER PRIMARY KEY,
  id                 TEXT    NOT NULL UNIQUE,
  job_number         INTEGER NOT NULL REFERENCES jobs (number) ON DELETE CASCADE,
  row                INTEGER NOT NULL,
  status             TEXT    NOT NULL
    CHECK (status = 'pending' OR status = 'complete' OR status = 'skipped' OR status = 'failed' OR
      status = 'cancelled'),
  skip_reason        TEXT
    CHECK (skip_reason = 'empty-transcript' OR skip_reason = 'too-short' OR
      skip_reason = 'abandoned' OR skip_reason = 'duplicate' OR skip_reason = 'malformed'),
  skip_detail        TEXT,
  failure_code       TEXT,
  failure_message    TEXT,
  cached             INTEGER NOT NULL DEFAULT 0 CHECK (cached IN (0, 1)),
  content_hash       TEXT    NOT NULL,
  start_time_ms      INTEGER,
  duration_seconds   REAL,
  source             TEXT,
  classification     TEXT
    CHECK (classification = 'valid_sales' OR classification = 'ivr_only' OR classification = 'spam' OR
      classification = 'incomplete' OR classification = 'wrong_number'),
  rep                TEXT,
  division           TEXT,
  call_type          TEXT CHECK (call_type = 'inbound' OR call_type = 'outbound' OR call_type = 'follow-up' OR
      call_type = 'unknown'),
  overall_score      REAL,
  lead_score         REAL,
  recommended_action TEXT CHECK (recommended_action = 'priority-1hr' OR recommended_action = 'follow-24hr' OR
      recommended_action = 'nurture-48-72hr' OR recommended_action = 'email-only' OR
      recommended_action = 'no-follow-up'),
  follow_up_by_ms    INTEGER,
  needs_review       INTEGER CHECK (needs_review IN (0, 1)),
  cost_usd           REAL NOT NULL DEFAULT 0,
  CHECK ((status = 'skipped') = (skip_reason IS NOT NULL)),
  CHECK ((status = 'failed') = (failure_code IS NOT NULL))
) STRICT;

CREATE TABLE call_records (
  call_number INTEGER PRIMARY KEY REFERENCES calls (number) ON DELETE CASCADE,
  record      TEXT NOT NULL,  -- JSON
  turns       TEXT NOT NULL   -- JSON
) STRICT;

CREATE TABLE call_results (
  call_number INTEGER PRIMARY KEY REFERENCES calls (number) ON DELETE CASCADE,
  result      TEXT NOT NULL   -- JSON
) STRICT;

CREATE INDEX calls_by_job ON calls (job_number, row);
CREATE INDEX calls_by_start_time ON calls (start_time_ms);
CREATE INDEX calls_by_source ON calls (source, start_time_ms);
CREATE INDEX calls_by_classification ON calls (classification, start_time_ms) WHERE classification IS NOT NULL;
CREATE INDEX calls_by_rep ON calls (rep, start_time_ms) WHERE rep IS NOT NULL;
CREATE INDEX calls_by_division ON calls (division, start_time_ms) WHERE division IS NOT NULL;
CREATE INDEX calls_by_call_type ON calls (call_type, start_time_ms) WHERE call_type IS NOT NULL;
CREATE INDEX calls_by_overall_score ON calls (overall_score) WHERE overall_score IS NOT NULL;
CREATE INDEX calls_by_lead_score ON calls (lead_score) WHERE lead_score IS NOT NULL;
CREATE INDEX calls_by_action ON calls (recommended_action, follow_up_by_ms) WHERE recommended_action IS NOT NULL;
CREATE INDEX calls_needing_review ON calls (start_time_ms) WHERE needs_review = 1;

CREATE TABLE analyses (
  number             INTEGER PRIMARY KEY,
  key                TEXT    NOT NULL UNIQUE,
  stage              TEXT    NOT NULL CHECK (stage = 'silver' OR stage = 'gold'),
  model              TEXT    NOT NULL,
  answer             TEXT    NOT NULL,  -- JSON
  input_tokens       INTEGER NOT NULL,
  output_tokens      INTEGER NOT NULL,
  cache_read_tokens  INTEGER NOT NULL,
  cache_write_tokens INTEGER NOT NULL,
  cost_usd           REAL    NOT NULL,
  latency_ms         INTEGER NOT NULL,
  request_id         TEXT    NOT NULL,
  created_at_ms      INTEGER NOT NULL
) STRICT;

CREATE TABLE column_mappings (
  header_fingerprint TEXT NOT NULL PRIMARY KEY,
  mapping            TEXT NOT NULL  -- JSON
) STRICT, WITHOUT ROWID;

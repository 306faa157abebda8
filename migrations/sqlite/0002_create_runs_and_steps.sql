-- The durable journal: runs, the groups they belong to, the memos of their steps and the workers that own them.

CREATE TABLE run_groups (
  number  INTEGER PRIMARY KEY,
  id      TEXT NOT NULL UNIQUE,
  state   TEXT NOT NULL DEFAULT 'active' CHECK (state = 'active' OR state = 'paused' OR state = 'cancelled'),
  message TEXT NOT NULL DEFAULT ''
) STRICT;

-- The largest order key given out per group and priority: the start of the next run's.
CREATE TABLE group_order_keys (
  group_number INTEGER NOT NULL,
  priority     INTEGER NOT NULL,
  last_key     INTEGER NOT NULL,
  PRIMARY KEY (group_number, priority)
) STRICT, WITHOUT ROWID;

-- The largest order key claimed per priority.
CREATE TABLE virtual_times (
  priority INTEGER PRIMARY KEY,
  key      INTEGER NOT NULL
) STRICT;

CREATE TABLE workers (
  number       INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice
  started_ms   INTEGER NOT NULL,
  process_id   INTEGER NOT NULL,
  process_mark TEXT    NOT NULL,  -- tells the process from a later one with the same id
  token        TEXT    NOT NULL   -- tells journals of one process apart
) STRICT;

CREATE TABLE runs (
  number          INTEGER PRIMARY KEY,
  id              TEXT    NOT NULL UNIQUE,
  workflow        TEXT    NOT NULL,
  group_number    INTEGER NOT NULL,
  input           TEXT    NOT NULL,  -- JSON
  priority        INTEGER NOT NULL,
  order_key       INTEGER NOT NULL,
  state           TEXT    NOT NULL
    CHECK (state = 'queued' OR state = 'running' OR state = 'waiting' OR state = 'completed' OR
      state = 'failed' OR state = 'cancelled'),
  -- Set aside: a claim found this run queued in a group that is not active. Only resuming brings it back.
  held            INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
  -- An event completed one of the run's steps since it was claimed, so parking it would lose the wake-up.
  woken           INTEGER NOT NULL DEFAULT 0 CHECK (woken IN (0, 1)),
  owner           INTEGER,
  output          TEXT    NOT NULL DEFAULT '',  -- JSON
  failure_code    TEXT    NOT NULL DEFAULT '',
  failure_message TEXT    NOT NULL DEFAULT '',
  submitted_ms    INTEGER NOT NULL,
  started_ms      INTEGER NOT NULL DEFAULT 0,
  ended_ms        INTEGER NOT NULL DEFAULT 0,
  wake_at_ms      INTEGER NOT NULL DEFAULT 0,
  CHECK ((state = 'running') = (owner IS NOT NULL))
) STRICT;

CREATE INDEX runs_claimable ON runs (priority DESC, order_key) WHERE state = 'queued' AND held = 0;
CREATE INDEX runs_by_state ON runs (state, group_number, priority DESC, order_key);
CREATE INDEX runs_by_group ON runs (group_number);
CREATE INDEX runs_waking ON runs (wake_at_ms) WHERE state = 'waiting' AND wake_at_ms > 0;

-- Steps are appended in the order of their commits, whatever run they belong to; `key` is
-- run * 2^20 + position. Clustering them by run instead dirties a page per step and is 3 to 7 times slower.
CREATE TABLE steps (
  number            INTEGER PRIMARY KEY,
  key               INTEGER NOT NULL UNIQUE,
  id                TEXT    NOT NULL,  -- SHA-1, hex
  name              TEXT    NOT NULL,
  kind              TEXT    NOT NULL
    CHECK (kind = 'run' OR kind = 'sleep' OR kind = 'wait_for_event' OR kind = 'send_event' OR
      kind = 'start_runs'),
  state             TEXT    NOT NULL
    CHECK (state = 'waiting' OR state = 'ready' OR state = 'completed' OR state = 'failed'),
  value             TEXT    NOT NULL,  -- JSON
  failure_code      TEXT    NOT NULL,
  failure_message   TEXT    NOT NULL,
  attempts          INTEGER NOT NULL,
  attempts_forgiven INTEGER NOT NULL,
  started_ms        INTEGER NOT NULL,
  ended_ms          INTEGER NOT NULL,
  wake_at_ms        INTEGER NOT NULL,
  event_name        TEXT    NOT NULL,
  event_key         TEXT    NOT NULL
) STRICT;

CREATE INDEX steps_awaiting_event ON steps (event_name, event_key)
  WHERE state = 'waiting' AND kind = 'wait_for_event';

CREATE TABLE attempts (
  step_key    INTEGER NOT NULL,  -- steps.key
  attempt     INTEGER NOT NULL,
  started_ms  INTEGER NOT NULL,
  ended_ms    INTEGER NOT NULL,
  kind        TEXT    NOT NULL,
  code        TEXT    NOT NULL,
  message     TEXT    NOT NULL,
  retry_at_ms INTEGER NOT NULL,
  PRIMARY KEY (step_key, attempt)
) STRICT, WITHOUT ROWID;

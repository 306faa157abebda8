-- Levels that a person set against the model's, kept apart from the result: a call that is analysed again keeps them.
CREATE TABLE call_overrides (
  call_number BIGINT PRIMARY KEY REFERENCES calls (number) ON DELETE CASCADE,
  overrides   JSONB NOT NULL
);
ALTER TABLE call_overrides ENABLE ROW LEVEL SECURITY;

-- Runs are found by how their ids begin, which the index answers in this collation only.
ALTER TABLE runs ALTER COLUMN id TYPE TEXT COLLATE "C";

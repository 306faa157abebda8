-- Levels that a person set against the model's, kept apart from the result: a call that is analysed again keeps them.
CREATE TABLE call_overrides (
  call_number INTEGER PRIMARY KEY REFERENCES calls (number) ON DELETE CASCADE,
  overrides   TEXT NOT NULL  -- JSON
) STRICT;

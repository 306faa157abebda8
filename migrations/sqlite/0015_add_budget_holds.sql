-- What questions on their way may cost at most, set aside from their job's budget for all processes to see.
CREATE TABLE budget_holds (
  job_number INTEGER NOT NULL REFERENCES jobs (number) ON DELETE CASCADE,
  name       TEXT    NOT NULL,
  usd        REAL    NOT NULL CHECK (usd >= 0),
  held_at_ms INTEGER NOT NULL,
  PRIMARY KEY (job_number, name)
) STRICT, WITHOUT ROWID;

-- What questions on their way may cost at most, set aside from their job's budget for all processes to see.
CREATE TABLE budget_holds (
  job_number BIGINT           NOT NULL REFERENCES jobs (number) ON DELETE CASCADE,
  name       TEXT             NOT NULL,
  usd        DOUBLE PRECISION NOT NULL CHECK (usd >= 0),
  held_at_ms BIGINT           NOT NULL,
  PRIMARY KEY (job_number, name)
);
ALTER TABLE budget_holds ENABLE ROW LEVEL SECURITY;

-- Digests of a part of a job's calls too: of one rep, division, source or type of call, once somebody has asked for it over
-- every job. `slice` says which part; '' is the whole.
ALTER TABLE job_digests RENAME TO whole_job_digests;
CREATE TABLE job_digests (
  job_number INTEGER NOT NULL REFERENCES jobs (number) ON DELETE CASCADE,
  slice      TEXT    NOT NULL,
  made_at_ms INTEGER NOT NULL,
  state      TEXT    NOT NULL,
  digest     TEXT    NOT NULL,  -- JSON
  PRIMARY KEY (job_number, slice)
) STRICT;
INSERT INTO job_digests (job_number, slice, made_at_ms, state, digest)
SELECT job_number, '', 0, state, digest FROM whole_job_digests;
DROP TABLE whole_job_digests;

-- Digests of a part of a job's calls too: of one rep, division, source or type of call, once somebody has asked for it over
-- every job. `slice` says which part; '' is the whole.
ALTER TABLE job_digests ADD COLUMN slice TEXT NOT NULL DEFAULT '';
ALTER TABLE job_digests ADD COLUMN made_at_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE job_digests DROP CONSTRAINT job_digests_pkey;
ALTER TABLE job_digests ADD PRIMARY KEY (job_number, slice);

-- The share of its scored calls that a job scores a second time, and how alike both answers were. A job with a share
-- waits for its stability after its last call.
ALTER TABLE jobs ADD COLUMN double_score DOUBLE PRECISION;
ALTER TABLE jobs ADD COLUMN stability TEXT;

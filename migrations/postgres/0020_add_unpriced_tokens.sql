-- What a job used of models whose price is unknown, and is therefore missing from its cost.
ALTER TABLE jobs ADD COLUMN unpriced_tokens BIGINT NOT NULL DEFAULT 0;

-- What a job did not have to spend, by reason.
ALTER TABLE jobs ADD COLUMN saved_prompt_cache_usd REAL NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN saved_result_cache_usd REAL NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN saved_rules_usd REAL NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN saved_batch_usd REAL NOT NULL DEFAULT 0;

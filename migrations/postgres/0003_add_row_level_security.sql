-- With Supabase the database is also reachable over HTTP by roles that anybody can take. Row-level security
-- without a policy shuts them out; the owner, as which this program connects, is not affected.
ALTER TABLE jobs              ENABLE ROW LEVEL SECURITY;
ALTER TABLE calls             ENABLE ROW LEVEL SECURITY;
ALTER TABLE call_records      ENABLE ROW LEVEL SECURITY;
ALTER TABLE call_results      ENABLE ROW LEVEL SECURITY;
ALTER TABLE analyses          ENABLE ROW LEVEL SECURITY;
ALTER TABLE column_mappings   ENABLE ROW LEVEL SECURITY;
ALTER TABLE run_groups        ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_order_keys  ENABLE ROW LEVEL SECURITY;
ALTER TABLE virtual_times     ENABLE ROW LEVEL SECURITY;
ALTER TABLE workers           ENABLE ROW LEVEL SECURITY;
ALTER TABLE runs              ENABLE ROW LEVEL SECURITY;
ALTER TABLE steps             ENABLE ROW LEVEL SECURITY;
ALTER TABLE attempts          ENABLE ROW LEVEL SECURITY;
ALTER TABLE schema_migrations ENABLE ROW LEVEL SECURITY;

-- Progress and call lists can be watched through Supabase Realtime by whoever is given a policy. Transcripts
-- and results are not published.
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_publication WHERE pubname = 'supabase_realtime') THEN
    ALTER PUBLICATION supabase_realtime ADD TABLE jobs, calls;
  END IF;
END
$$;

-- What people set through the page: a workspace document, sealed provider keys, privacy. One row a setting, its value
-- is text that only its reader understands.
CREATE TABLE settings (
  name           text   NOT NULL PRIMARY KEY,
  value          text   NOT NULL,
  updated_at_ms  bigint NOT NULL
);
ALTER TABLE settings ENABLE ROW LEVEL SECURITY;

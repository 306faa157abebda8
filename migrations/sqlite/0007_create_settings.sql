-- What people set through the page: a workspace document, sealed provider keys, privacy. One row a setting, its value
-- is text that only its reader understands.
CREATE TABLE settings (
  name           TEXT    NOT NULL PRIMARY KEY,
  value          TEXT    NOT NULL,
  updated_at_ms  INTEGER NOT NULL
) STRICT;

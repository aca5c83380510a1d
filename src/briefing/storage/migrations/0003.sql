-- Sources of any kind: the program knows the kinds, so the table does not name them. `state` is what a source
-- needs at its next visit; for a feed the two validators of HTTP, a line each.
CREATE TABLE new_sources (
  address TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  weight INTEGER NOT NULL DEFAULT 100,        -- per cent
  most INTEGER NOT NULL DEFAULT 10,           -- items of one run
  text TEXT NOT NULL DEFAULT 'auto',          -- whose text is told: 'auto', 'feed' or 'page'
  after TEXT NOT NULL DEFAULT 'keep',         -- told items in the source: 'keep', 'read' or 'archive'
  state TEXT NOT NULL DEFAULT '',
  failure TEXT NOT NULL DEFAULT '',           -- why the last visit failed, '' when it did not
  failures INTEGER NOT NULL DEFAULT 0,        -- failed visits in a row
  succeeded TEXT NOT NULL DEFAULT ''          -- when the last visit succeeded
) STRICT;
INSERT INTO new_sources (address, kind, title, weight, most, state, failure, failures)
  SELECT address, kind, title, weight, most,
    iif(etag || modified = '', '', etag || char(10) || modified), failure, failure != ''
  FROM sources ORDER BY rowid;
DROP TABLE sources;
ALTER TABLE new_sources RENAME TO sources;

-- The item's text as the source has it, until it is told or dropped; and whether the source heard of it.
ALTER TABLE items ADD COLUMN text TEXT NOT NULL DEFAULT '';
ALTER TABLE items ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
UPDATE items SET settled = 1 WHERE state = 'told';

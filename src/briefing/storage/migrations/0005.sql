-- Since when the page of an item fails; '' if it does not.
ALTER TABLE items ADD COLUMN failing TEXT NOT NULL DEFAULT '';

-- Whose turn a story took: the sources take turns over several days.
ALTER TABLE articles ADD COLUMN source TEXT NOT NULL DEFAULT '';

-- Stories that grew too old before they were chosen, since the listener was told of them.
ALTER TABLE sources ADD COLUMN passed_over INTEGER NOT NULL DEFAULT 0;

-- What the program knows about itself, such as the day of its last report.
CREATE TABLE facts (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

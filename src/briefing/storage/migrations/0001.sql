-- Sources that the digest reads: feeds, files of addresses, folders of saved pages.
CREATE TABLE sources (
  address TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('feed', 'list', 'folder')),
  title TEXT NOT NULL DEFAULT '',
  weight INTEGER NOT NULL DEFAULT 100,        -- per cent
  most INTEGER NOT NULL DEFAULT 10,           -- items of one run
  etag TEXT NOT NULL DEFAULT '',
  modified TEXT NOT NULL DEFAULT '',
  failure TEXT NOT NULL DEFAULT ''            -- why the last visit failed, '' when it did not
) STRICT;

-- What sources named. `story` is one spelling of the address: what two sources both name is one story.
CREATE TABLE items (
  source TEXT NOT NULL REFERENCES sources (address) ON DELETE CASCADE ON UPDATE CASCADE,
  key TEXT NOT NULL,
  url TEXT NOT NULL,
  story TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT NOT NULL,
  stamp TEXT NOT NULL,
  seen TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'told', 'dropped')),
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (source, key)
) STRICT;
CREATE INDEX items_by_state ON items (state, seen);
CREATE INDEX items_by_story ON items (story);

-- Programmes: 'making' from before the first byte is spoken until all files stand.
CREATE TABLE episodes (
  folder TEXT PRIMARY KEY,
  made TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('making', 'published', 'retired'))
) STRICT;

-- Stories that an episode tells; `shingles` are sorted 32-bit hashes, to know the story again by its words.
CREATE TABLE articles (
  story TEXT NOT NULL,
  episode TEXT NOT NULL REFERENCES episodes (folder) ON DELETE CASCADE,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  shingles BLOB NOT NULL,
  PRIMARY KEY (story, episode)
) STRICT;

-- Which items each episode tells, kept until the items are settled.
CREATE TABLE tellings (
  episode TEXT NOT NULL REFERENCES episodes (folder) ON DELETE CASCADE,
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (episode, source, key)
) STRICT;

CREATE TABLE voices (
  speaker TEXT PRIMARY KEY,
  voice TEXT NOT NULL
) STRICT;

CREATE TABLE clips (
  key TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  used TEXT NOT NULL
) STRICT;

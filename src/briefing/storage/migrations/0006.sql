-- Whether only the headline and the first sentence of a story were told.
ALTER TABLE articles ADD COLUMN brief INTEGER NOT NULL DEFAULT 0;

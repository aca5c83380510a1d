-- By what a story that goes on with this one is recognised, as JSON; '' for stories of earlier versions.
ALTER TABLE articles ADD COLUMN traces TEXT NOT NULL DEFAULT '';

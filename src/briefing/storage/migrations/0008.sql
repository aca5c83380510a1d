-- When its source named an item last: settled items that it no longer names can be forgotten.
ALTER TABLE items ADD COLUMN named TEXT NOT NULL DEFAULT '';
UPDATE items SET named = seen;

-- When a speaker was heard last, so that the voices of speakers who never come back can be forgotten.
ALTER TABLE voices ADD COLUMN heard TEXT NOT NULL DEFAULT '';
UPDATE voices SET heard = (SELECT coalesce(max(made), '') FROM episodes);

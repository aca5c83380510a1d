-- Whether earlier runs found that the source's own texts are as whole as their pages.
ALTER TABLE sources ADD COLUMN full_text INTEGER NOT NULL DEFAULT 0;

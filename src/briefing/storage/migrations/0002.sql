-- Clips are files, and a file tells by itself how large it is and when it was used last.
DROP TABLE clips;

-- 'What did we tell of late?' is asked each morning, for years.
CREATE INDEX articles_by_episode ON articles (episode);

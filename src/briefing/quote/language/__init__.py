"""Word lists by language: function words, reporting verbs, nouns, titles and first names (data in words/)."""

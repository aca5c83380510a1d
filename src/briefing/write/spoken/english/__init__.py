"""How an English newsreader says numbers, abbreviations and symbols: one file a class, in the order below."""

"""What is known of a language: its words by class, its speech verbs, its names (data in words/)."""

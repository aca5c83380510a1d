"""The narrator's words: text into tokens, tokens into phrases, runs of capitals into names."""

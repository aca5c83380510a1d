"""Interviews and transcripts: speech that the form of the page shows, not quotation marks."""

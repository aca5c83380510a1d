"""Turns news articles into an MP3 that sounds produced."""

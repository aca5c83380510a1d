"""Serve the feed, the page and the audio under a secret URL, and accept articles for the next digest."""

from briefing.serve.app import build_app
from briefing.serve.options import ServeOptions
from briefing.serve.server import lan_address, qr_lines, serve_forever

__all__ = ["ServeOptions", "build_app", "lan_address", "qr_lines", "serve_forever"]

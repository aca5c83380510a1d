"""The phone's door: the feed, the page and the audio, behind a token; and articles for tomorrow."""

from briefing.serve.app import build_app
from briefing.serve.door import lan_address, qr_lines, serve_forever
from briefing.serve.options import ServeOptions

__all__ = ["ServeOptions", "build_app", "lan_address", "qr_lines", "serve_forever"]

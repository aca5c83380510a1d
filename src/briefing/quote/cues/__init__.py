"""Attribution cues: the words beside a quotation that say who is quoted ('X said', 'according to X')."""

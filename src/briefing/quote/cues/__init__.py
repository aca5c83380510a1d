"""The words beside a quotation that say who speaks, and whether anybody does."""

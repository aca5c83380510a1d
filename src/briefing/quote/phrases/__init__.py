"""The chunker: tokens of the narration, joined to phrases; noun phrases become mentions of entities."""

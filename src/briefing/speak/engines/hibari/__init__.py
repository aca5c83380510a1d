"""hibari: natural English voices from a model of 8 MB, on the processor."""

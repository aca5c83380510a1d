"""English text normalization: one module for each group of classes."""

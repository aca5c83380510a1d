"""English equivalents of German, French and Spanish function words and reporting verbs."""

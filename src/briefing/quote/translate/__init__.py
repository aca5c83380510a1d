"""German, French and Spanish tokens brought into the English form that the frames are written for."""

"""Questions about names, deeds and sources: what a thing was called, who did it, who says so."""

"""Questions in several parts: two things side by side, one asked of each, a later part after a first."""

"""Who holds which post: by rosters, signatures and titles, and sentences about coming to it and leaving it."""

"""Questions about posts: who held one, from when to when, before and after whom, by which title."""

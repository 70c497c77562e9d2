"""Where the graph is kept, published and queried."""

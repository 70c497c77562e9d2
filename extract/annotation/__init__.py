"""Every sentence with its names and values, and with what its pronouns and short forms stand for."""

"""Questions about law: its criteria, powers, duties, rules, sections, and what its words mean."""

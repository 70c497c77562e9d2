"""What extraction makes: mentions, citations of law, annotated sentences, and claims with their evidence."""

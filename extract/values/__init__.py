"""Dates, money, counts, percentages and durations: each value with the words that give it."""

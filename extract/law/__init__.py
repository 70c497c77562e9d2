"""What laws and rules say of themselves and of others: powers, duties, tests, definitions, days, money."""

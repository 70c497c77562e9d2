"""Rows of tables, key facts and answers to printed questions, read by what their headings mean."""

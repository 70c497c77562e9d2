"""How a page is laid out: shapes and headings of tables, numbered paragraphs, whose turn it is to speak."""

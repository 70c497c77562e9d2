"""What the world is like: data, and small readers for it.

In: folders of Turtle, SKOS and TOML, one a regulator beside `core`. Out: classes, properties, entities and
the paths of pattern files, as frozen records. What is true of one regulator is data here, never Python.
"""

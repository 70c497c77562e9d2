"""Questions in, cited answers out.

A question's way is the order of the rooms: what its words mean (`words`), what it asks for (`questions`), as a graph
(`graphs`), with statements found (`evidence`), over what is loaded (`readings`, `naming`), to an outcome
(`answering`); questions of one matter have rooms of their own (`settling` to `parts`), graphs of other makers theirs
(`foreign`), and what cannot be answered is told why (`refusing`). `interpret` walks that way for one question.
"""

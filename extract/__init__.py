"""What the texts claim: the only room that knows spaCy.

In: a `Document` and what the regulator's data knows (lexicon, vocabulary, patterns). Out: `Claim`s, each
with the words that prove it, and a log of what was seen and not claimed, with the reason.

A text's way is the order of the rooms: tokens and trees (`parsing`, `trees`), values and names found in them (`values`,
`names`, `annotation`), then claims, by patterns of the data and by learned weights (`patterns` to `learned`). `reading`
walks that way for one document.

Law: no claim without an exact quote; an unclear antecedent, speaker or number makes no claim.
"""

import os

# Read when NumPy is first imported: sentences are too short to be shared among threads, and a build reads with a
# process a core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

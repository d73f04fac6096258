"""Builds the ONNX form of all-MiniLM-L6-v2, weights in eight bits, from its safetensors.

    python build_onnx.py FOLDER_WITH_WEIGHTS OUTPUT_FOLDER

The graph is BERT as published (Devlin et al. 2019) with the six layers of this model. Every weight matrix is held as
int8 with one scale per column and used in seven bits only ("reduced range"), so that the sums of products do not
saturate on processors without VNNI; activations are quantised while running. Needs the packages `onnx` and `numpy`.
"""

import json
import shutil
import struct
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
LARGEST_QUANTISED = 64


def read_safetensors(path: Path) -> dict[str, np.ndarray]:
    """Turns a file of float32 tensors into arrays: eight bytes of length, a JSON header, then the numbers."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    body = memoryview(data)[8 + length :]
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        begin, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(body[begin:end], np.float32).reshape(entry["shape"])
    return tensors


def quantise(matrix: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """int8 values and one float32 scale for each slice that remains when `axis` is folded away."""
    scale = np.abs(matrix).max(axis=axis, keepdims=True) / LARGEST_QUANTISED
    scale = np.maximum(scale, np.finfo(np.float32).tiny).astype(np.float32)
    return np.rint(matrix / scale).astype(np.int8), scale.squeeze(axis)


class Graph:
    """Nodes and weights in the making; each method adds one operation and gives the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, np.ndarray] = {}

    def weight(self, name: str, value: np.ndarray) -> str:
        self.weights.setdefault(name, value)
        return name

    def integers(self, *values: int) -> str:
        return self.weight("int_" + "_".join(map(str, values)), np.array(values, np.int64))

    def number(self, value: float) -> str:
        return self.weight(f"float_{value}", np.array(value, np.float32))

    def add(self, operator: str, *inputs: str, outputs: int = 1, **attributes: object) -> str | list[str]:
        names = [f"{operator}_{len(self.nodes)}_{position}" for position in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, names, **attributes))
        return names[0] if outputs == 1 else names

    def linear(self, tensors: dict[str, np.ndarray], name: str, value: str) -> str:
        """x·Wᵀ + b with W in int8; the nodes stand in the order that ONNX Runtime fuses into one."""
        quantised, scale = quantise(tensors[f"{name}.weight"].T, axis=0)
        codes = self.weight(f"{name}.codes", quantised)
        scales = self.weight(f"{name}.scales", scale)
        zeros = self.weight(f"{name}.zeros", np.zeros(scale.shape, np.int8))
        bytes_, value_scale, value_zero = self.add("DynamicQuantizeLinear", value, outputs=3)
        product = self.add("MatMulInteger", bytes_, codes, value_zero, zeros)
        both_scales = self.add("Mul", value_scale, scales)
        scaled = self.add("Mul", self.add("Cast", product, to=TensorProto.FLOAT), both_scales)
        return self.add("Add", scaled, self.weight(f"{name}.bias", tensors[f"{name}.bias"]))

    def normalise(self, tensors: dict[str, np.ndarray], name: str, value: str, epsilon: float) -> str:
        gain = self.weight(f"{name}.weight", tensors[f"{name}.weight"])
        bias = self.weight(f"{name}.bias", tensors[f"{name}.bias"])
        return self.add("LayerNormalization", value, gain, bias, axis=-1, epsilon=epsilon)

    def gelu(self, value: str) -> str:
        """x · (1 + erf(x / √2)) / 2"""
        bell = self.add("Erf", self.add("Mul", value, self.number(2**-0.5)))
        return self.add("Mul", self.add("Mul", value, self.number(0.5)), self.add("Add", bell, self.number(1.0)))

    def embed(self, tensors: dict[str, np.ndarray], name: str, ids: str) -> str:
        """Rows of a table that is held in int8 with one scale a row."""
        quantised, scale = quantise(tensors[f"{name}.weight"], axis=1)
        codes = self.add("Gather", self.weight(f"{name}.codes", quantised), ids)
        scales = self.add("Gather", self.weight(f"{name}.scales", scale[:, None]), ids)
        return self.add("Mul", self.add("Cast", codes, to=TensorProto.FLOAT), scales)


def attend(graph: Graph, tensors: dict[str, np.ndarray], layer: str, value: str, mask: str, heads: int) -> str:
    """softmax(QKᵀ/√d + mask)·V in `heads` parts."""
    width = tensors[f"{layer}.attention.self.query.weight"].shape[0]
    split = graph.integers(0, 0, heads, width // heads)

    def part(name: str, order: list[int]) -> str:
        flat = graph.linear(tensors, f"{layer}.attention.self.{name}", value)
        return graph.add("Transpose", graph.add("Reshape", flat, split), perm=order)

    scores = graph.add("MatMul", part("query", [0, 2, 1, 3]), part("key", [0, 2, 3, 1]))
    scaled = graph.add("Mul", scores, graph.number((width // heads) ** -0.5))
    shares = graph.add("Softmax", graph.add("Add", scaled, mask), axis=-1)
    mixed = graph.add("MatMul", shares, part("value", [0, 2, 1, 3]))
    joined = graph.add("Transpose", mixed, perm=[0, 2, 1, 3])
    return graph.linear(
        tensors, f"{layer}.attention.output.dense", graph.add("Reshape", joined, graph.integers(0, 0, width))
    )


def build(tensors: dict[str, np.ndarray], config: dict) -> onnx.ModelProto:
    graph = Graph()
    epsilon = config["layer_norm_eps"]
    length = graph.add("Slice", graph.add("Shape", "input_ids"), graph.integers(1), graph.integers(2))
    position_table = graph.weight("positions", tensors["embeddings.position_embeddings.weight"])
    positions = graph.add("Slice", position_table, graph.integers(0), length, graph.integers(0))
    type_table = graph.weight("types", tensors["embeddings.token_type_embeddings.weight"])
    words = graph.embed(tensors, "embeddings.word_embeddings", "input_ids")
    typed = graph.add("Add", words, graph.add("Gather", type_table, "token_type_ids"))
    value = graph.normalise(tensors, "embeddings.LayerNorm", graph.add("Add", typed, positions), epsilon)

    wide = graph.add("Unsqueeze", "attention_mask", graph.integers(1, 2))
    absent = graph.add("Sub", graph.number(1.0), graph.add("Cast", wide, to=TensorProto.FLOAT))
    mask = graph.add("Mul", absent, graph.number(-10000.0))

    for number in range(config["num_hidden_layers"]):
        layer = f"encoder.layer.{number}"
        attended = attend(graph, tensors, layer, value, mask, config["num_attention_heads"])
        value = graph.normalise(
            tensors, f"{layer}.attention.output.LayerNorm", graph.add("Add", attended, value), epsilon
        )
        inner = graph.gelu(graph.linear(tensors, f"{layer}.intermediate.dense", value))
        outer = graph.linear(tensors, f"{layer}.output.dense", inner)
        value = graph.normalise(tensors, f"{layer}.output.LayerNorm", graph.add("Add", outer, value), epsilon)
    graph.nodes.append(helper.make_node("Identity", [value], ["last_hidden_state"]))

    def tensor(name: str, kind: int, *rest: object) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, ["batch", "tokens", *rest])

    body = helper.make_graph(
        graph.nodes,
        "all-MiniLM-L6-v2",
        [tensor(name, TensorProto.INT64) for name in ("input_ids", "attention_mask", "token_type_ids")],
        [tensor("last_hidden_state", TensorProto.FLOAT, config["hidden_size"])],
        [numpy_helper.from_array(np.ascontiguousarray(value), name) for name, value in graph.weights.items()],
    )
    return helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)


def main(source: Path, target: Path) -> None:
    config = json.loads((source / "config.json").read_text())
    model = build(read_safetensors(source / "model.safetensors"), config)
    onnx.checker.check_model(model)
    (target / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.save(model, target / "onnx" / "model_quantized.onnx")
    shutil.copyfile(source / "config.json", target / "config.json")
    shutil.copyfile(source / "special_tokens_map.json", target / "special_tokens_map.json")
    # Padding is the caller's affair; the length is the one the sentence model was trained with.
    tokenizer = json.loads((source / "tokenizer.json").read_text()) | {"padding": None, "truncation": None}
    (target / "tokenizer.json").write_text(json.dumps(tokenizer))
    limit = json.loads((source / "sentence_bert_config.json").read_text())["max_seq_length"]
    settings = json.loads((source / "tokenizer_config.json").read_text()) | {"model_max_length": limit}
    (target / "tokenizer_config.json").write_text(json.dumps(settings))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

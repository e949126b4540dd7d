"""Writes a projector of images with random weights (GGUF 3, the "mlp" form of LLaVA), so that a text model's server takes images. What it sees is noise."""
import array
import random
import struct

ALIGNMENT = 32
UINT32, FLOAT32, BOOL, STRING, ARRAY = 4, 6, 7, 8, 9
IMAGE, PATCH, WIDTH, INNER, BLOCKS, HEADS = 64, 16, 32, 64, 2, 2


def text(value):
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def entry(key, kind, value):
    if kind == STRING:
        packed = text(value)
    elif kind == ARRAY:
        packed = struct.pack("<IQ", FLOAT32, len(value)) + struct.pack(f"<{len(value)}f", *value)
    else:
        packed = struct.pack({UINT32: "<I", FLOAT32: "<f", BOOL: "<?"}[kind], value)
    return text(key) + struct.pack("<I", kind) + packed


def entries(model_width):
    vision = {
        "image_size": IMAGE, "patch_size": PATCH, "embedding_length": WIDTH, "feed_forward_length": INNER,
        "projection_dim": model_width, "block_count": BLOCKS, "attention.head_count": HEADS,
    }
    return [
        entry("general.architecture", STRING, "clip"),
        entry("general.type", STRING, "mmproj"),
        entry("clip.has_vision_encoder", BOOL, True),
        entry("clip.projector_type", STRING, "mlp"),
        entry("clip.use_gelu", BOOL, True),
        entry("clip.vision.attention.layer_norm_epsilon", FLOAT32, 1e-6),
        entry("clip.vision.image_mean", ARRAY, [0.5] * 3),
        entry("clip.vision.image_std", ARRAY, [0.5] * 3),
    ] + [entry("clip.vision." + key, UINT32, value) for key, value in vision.items()]


def shapes(model_width):
    """Names and shapes, the fastest dimension first, as GGUF has them; the weights of a norm end with NORM."""
    yield "v.class_embd", (WIDTH,)
    yield "v.patch_embd.weight", (PATCH, PATCH, 3, WIDTH)
    yield "v.position_embd.weight", (WIDTH, (IMAGE // PATCH) ** 2 + 1)
    for name in ("v.pre_ln", "v.post_ln"):
        yield from norm(name)
    for block in (f"v.blk.{i}." for i in range(BLOCKS)):
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            yield from linear(block + name, WIDTH, WIDTH)
        for name in ("ln1", "ln2"):
            yield from norm(block + name)
        yield from linear(block + "ffn_up", WIDTH, INNER)
        yield from linear(block + "ffn_down", INNER, WIDTH)
    yield from linear("mm.0", WIDTH, model_width)
    yield from linear("mm.2", model_width, model_width)


def linear(name, inputs, outputs):
    yield name + ".weight", (inputs, outputs)
    yield name + ".bias", (outputs,)


def norm(name):
    yield name + ".weight", (WIDTH,)
    yield name + ".bias", (WIDTH,)


def values(name, shape, draw):
    size = 1
    for length in shape:
        size *= length
    ones = "ln" in name and name.endswith(".weight")
    return array.array("f", [1.0] * size if ones else [draw.gauss(0, 0.05) for _ in range(size)])


def write(path, model_width):
    draw = random.Random(0)
    tensors = [(name, shape, values(name, shape, draw).tobytes()) for name, shape in shapes(model_width)]
    pairs = entries(model_width)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(pairs)) + b"".join(pairs)
    offset = 0
    for name, shape, data in tensors:
        head += text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, 0, offset)
        offset += len(data) + -len(data) % ALIGNMENT
    with open(path, "wb") as file:
        file.write(head + bytes(-len(head) % ALIGNMENT))
        for _, _, data in tensors:
            file.write(data + bytes(-len(data) % ALIGNMENT))

"""Sentences of all kinds of letters with their word pieces by Hugging Face's tokenizer of BERT, over a small vocabulary."""
import unicodedata

import numpy as np
from transformers import BertTokenizer

COUNT = 2500
SEPARATOR = "\x1f"
BLOCKS = [(0x20, 0x7E), (0x20, 0x7E), (0xA0, 0x17F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x45F), (0x5D0, 0x5EA), (0x620, 0x64A), (0x900, 0x939),
          (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x20A0, 0x20B5), (0x2190, 0x21FF), (0x3000, 0x303F), (0x3041, 0x30FF), (0x3400, 0x3410), (0x4E00, 0x4E40),
          (0xAC00, 0xAC80), (0xE000, 0xE010), (0xF900, 0xF910), (0xFF01, 0xFF5E), (0xFB00, 0xFB06), (0x1F600, 0x1F64F), (0x20000, 0x20010), (0x00, 0x1E)]


def vocabulary(random):
    """Letters of every block as words and as their ends, and a few hundred random words of Latin letters."""
    letters = {plain for first, last in BLOCKS for code in range(first, last + 1) for plain in unicodedata.normalize("NFD", chr(code)).lower()
               if unicodedata.category(plain)[0] in "LNPS" and random.random() < 0.8}
    words = {"".join(random.choice(list("abcdefghijklmnopqrstuvwxyz"), random.integers(2, 5))) for _ in range(400)}
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(letters), *sorted("##" + letter for letter in sorted(letters) if random.random() < 0.9),
              *sorted(words), *sorted("##" + word for word in words)]
    return list(dict.fromkeys(tokens))


def sentence(random, words):
    pieces = []
    for _ in range(random.integers(0, 7)):
        if random.random() < 0.5:
            pieces.append("".join(random.choice(words, random.integers(1, 4))))
        else:
            first, last = BLOCKS[random.integers(len(BLOCKS))]
            pieces.append("".join(chr(code) for code in random.integers(first, last + 1, random.integers(1, 5))))
        pieces.append(random.choice([" ", "", "-", ". ", "\t", "\n", " \u00a0"]))
    text = "".join(pieces)
    return text.upper() if random.random() < 0.2 else text


def words(out):
    random = np.random.default_rng(38)
    tokens = vocabulary(random)
    out.mkdir(parents=True, exist_ok=True)
    (out / "vocab.txt").write_text("\n".join(tokens) + "\n")
    tokenizer = BertTokenizer(vocab=str(out / "vocab.txt"))
    plain = [token for token in tokens if token.isascii() and token.isalpha()]
    sentences = [sentence(random, plain) for _ in range(COUNT)] + ["a" * 100, "a" * 101, "", " ", "it's [odd]", "\u039f\u0394\u039f\u03a3 \u0130 \u00df"]
    ids = [tokenizer(text)["input_ids"] for text in sentences]
    return {"sentences": np.frombuffer(SEPARATOR.join(sentences).encode(), np.uint8), "lengths": np.array([len(each) for each in ids], np.int32),
            "ids": np.array([i for each in ids for i in each], np.int32)}


EXPORTS = {"words": words}

"""Ten thousand generated sentences and the digest of their tokens by open_clip's tokenizer and by Hugging Face's, which ClipBpeTest has to equal.

    python sentences.py            with the merges of the tiny exports
    python sentences.py --whole    with all merges of open_clip
"""
import argparse
import gzip
import hashlib

from open_clip.tokenizer import SimpleTokenizer, bytes_to_unicode
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

import clip
import tiny
import tiny_clip

WORDS = (tiny.HOME.parent / "words.txt").read_text().split()


def generated(count):
    """Sentences of 1 to 16 words, by a linear congruential generator of 48 bits that Java has too."""
    state = 2023
    for _ in range(count):
        state = (state * 0x5DEECE66D + 11) & (1 << 48) - 1
        length, words = 1 + (state >> 20) % 16, []
        for _ in range(length):
            state = (state * 0x5DEECE66D + 11) & (1 << 48) - 1
            words.append(WORDS[(state >> 20) % len(WORDS)])
        yield " ".join(words)


def hugging_face(lines):
    """The same merges in Hugging Face's library, as its files of CLIP are made."""
    merges = [tuple(line.split()) for line in lines]
    letters = list(bytes_to_unicode().values())
    names = letters + [letter + "</w>" for letter in letters] + ["".join(merge) for merge in merges] + ["<|startoftext|>", "<|endoftext|>"]
    made = Tokenizer(models.BPE({name: i for i, name in enumerate(names)}, merges, end_of_word_suffix="</w>", unk_token="<|endoftext|>"))
    made.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    made.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"), "removed", invert=True),
                                                  pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    return made


def digest(rows):
    sha = hashlib.sha256()
    for row in rows:
        for token in row:
            sha.update(int(token).to_bytes(8, "big"))
    return sha.hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--whole", action="store_true")
    file = clip.open_clip_tokenizer() if parser.parse_args().whole else tiny_clip.tokenizer()
    sentences = list(generated(10_000))
    ours = SimpleTokenizer(bpe_path=str(file))
    print("open_clip    ", digest(row.tolist() for row in ours(sentences)))
    lines = gzip.decompress(file.read_bytes()).decode().split("\n")[1:49152 - 256 - 2 + 1]
    other = hugging_face([line for line in lines if line])
    start, end = ours.encoder["<start_of_text>"], ours.encoder["<end_of_text>"]
    padded = []
    for found in other.encode_batch(sentences):
        row = [start, *found.ids, end][:77]
        row[-1] = end
        padded.append(row + [0] * (77 - len(row)))
    print("Hugging Face ", digest(padded))


if __name__ == "__main__":
    main()

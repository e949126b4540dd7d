package io.xvad.foundation.text;

import java.nio.file.Path;

/** The merges of CLIP's byte pair encoding, {@code bpe_simple_vocab_16e6.txt.gz}. */
public final class ClipBpeFormat implements TokenizerFormat {

    @Override
    public String name() {
        return "clip-bpe";
    }

    @Override
    public String description() {
        return "CLIP's byte pair encoding, from its merges";
    }

    @Override
    public Tokenizer open(Path file) {
        return ClipBpe.read(file);
    }
}

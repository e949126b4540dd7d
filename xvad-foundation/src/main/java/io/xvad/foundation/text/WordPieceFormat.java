package io.xvad.foundation.text;

import java.nio.file.Path;

/** The vocabulary of BERT's word pieces, {@code vocab.txt}. */
public final class WordPieceFormat implements TokenizerFormat {

    @Override
    public String name() {
        return "word-piece";
    }

    @Override
    public String description() {
        return "BERT's word pieces of lower-cased text, from their vocabulary";
    }

    @Override
    public Tokenizer open(Path file) {
        return WordPiece.read(file);
    }
}

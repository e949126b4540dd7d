package io.xvad.foundation.text;

/** Turns sentences into the tokens that a text encoder takes. Thread-safe. */
@FunctionalInterface
public interface Tokenizer extends AutoCloseable {

    /**
     * The tokens of a sentence.
     *
     * @param context length of the sequence; what is left is filled with padding, what is too long is cut, its last token kept
     * @throws IllegalArgumentException if the sentence holds control tokens
     */
    long[] encode(String sentence, int context);

    /** Frees native memory, if it holds any. */
    @Override
    default void close() {}
}

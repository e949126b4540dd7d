package io.xvad.evaluation.benchmark;

import java.io.OutputStream;

/** Counts what is written and keeps none of it. */
final class CountingStream extends OutputStream {

    private long count;

    long count() {
        return count;
    }

    @Override
    public void write(int value) {
        count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        count += length;
    }
}

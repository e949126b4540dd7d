package io.xvad.training;

import org.bytedeco.javacpp.Pointer;

/**
 * Keeps memory outside the Java heap small in training. SameDiff leaves what it computed to the garbage collector, which
 * sees only the small Java objects in front of it and would let hundreds of megabytes a run pile up. Not thread-safe.
 */
final class NativeMemory {

    private static final long SLACK = 512L << 20;

    private long least = Pointer.physicalBytes();

    /** Called after each run of the graph; collects garbage if the process has grown. */
    void used() {
        long now = Pointer.physicalBytes();
        least = Math.min(least, now);
        if (now - least > SLACK) {
            System.gc();
        }
    }
}

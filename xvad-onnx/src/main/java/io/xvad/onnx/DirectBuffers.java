package io.xvad.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Native memory for inputs, used again: as many buffers as there were runs at the same time, each of the largest size it had to
 * hold. Memory fresh from the system costs a page fault for each 4 KiB, and only the garbage collector gives it back. Thread-safe.
 */
final class DirectBuffers {

    private final Queue<ByteBuffer> spare = new ConcurrentLinkedQueue<>();

    /** At least so many bytes, in native order; to be given back. */
    ByteBuffer take(int bytes) {
        ByteBuffer buffer = spare.poll();
        return buffer == null || buffer.capacity() < bytes
                ? ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder())
                : buffer.clear();
    }

    void giveBack(ByteBuffer buffer) {
        spare.add(buffer);
    }
}

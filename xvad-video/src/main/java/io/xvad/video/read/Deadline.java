package io.xvad.video.read;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends what FFmpeg waits for when it takes too long, or the waiting thread is interrupted: FFmpeg asks while it waits. It must live as
 * long as the context that it watches. For one thread.
 */
final class Deadline implements AutoCloseable {

    /** One for all connections, since the number of such callbacks is limited. */
    private static final Question QUESTION = new Question();

    private final LongPointer nanos = new LongPointer(1);

    private static final class Question extends AVIOInterruptCB.Callback_Pointer {

        @Override
        public int call(Pointer opaque) {
            long until = new LongPointer(opaque).get();
            return System.nanoTime() - until > 0 || Thread.currentThread().isInterrupted() ? 1 : 0;
        }
    }

    /** Watches a context, before it is opened. */
    void watch(AVFormatContext context) {
        context.interrupt_callback().callback(QUESTION).opaque(nanos);
    }

    /** What begins now may last so long. */
    void begin(Duration longest) {
        nanos.put(System.nanoTime() + longest.toNanos());
    }

    /** Whether it took too long. */
    boolean passed() {
        return System.nanoTime() - nanos.get() > 0;
    }

    @Override
    public void close() {
        nanos.close();
    }
}

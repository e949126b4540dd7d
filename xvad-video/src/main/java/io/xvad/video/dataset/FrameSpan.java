package io.xvad.video.dataset;

import io.xvad.core.stream.Frame;
import io.xvad.video.read.FrameSource;
import java.util.List;
import java.util.Optional;

/** Some frames in a row of a longer video, counted from 0 and timed from the first of them. Not thread-safe. */
final class FrameSpan implements FrameSource {

    private final FrameSource whole;
    private final long first;
    private final long end;
    private double start;
    private long read;

    /**
     * Frames from {@code first} up to the one before {@code end}, or up to the last.
     *
     * @param whole closed with this
     */
    FrameSpan(FrameSource whole, long first, long end) {
        this.whole = whole;
        this.first = first;
        this.end = end;
    }

    @Override
    public String id() {
        return whole.id();
    }

    @Override
    public double framesPerSecond() {
        return whole.framesPerSecond();
    }

    @Override
    public Optional<Frame> next() {
        while (read < first && whole.next().isPresent()) {
            read++;
        }
        if (read < first || read >= end) {
            return Optional.empty();
        }
        Optional<Frame> next = whole.next();
        if (next.isPresent() && read == first) {
            start = next.get().seconds();
        }
        long index = read - first;
        read++;
        return next.map(frame -> new Frame(index, frame.seconds() - start, frame.image()));
    }

    @Override
    public List<String> remarks() {
        return whole.remarks();
    }

    @Override
    public void close() {
        whole.close();
    }
}

package io.xvad.video.dataset;

import io.xvad.core.Clip;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import io.xvad.video.read.FrameSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** A video that is open somewhere in its middle, and the frames read last. Not thread-safe. */
final class FrameCursor implements AutoCloseable {

    private final Video video;
    private final FrameSource source;
    private final Deque<Frame> kept = new ArrayDeque<>();
    private int position;

    FrameCursor(Video video) {
        this.video = video;
        this.source = video.open();
    }

    Video video() {
        return video;
    }

    /** Whether a frame is still kept, or is yet to come. */
    boolean reaches(int frame) {
        return frame >= position - kept.size();
    }

    /** Reads on to the end of a window, and forgets what was before it. */
    Clip read(String id, Interval frames) {
        while (!kept.isEmpty() && kept.getFirst().index() < frames.start()) {
            kept.removeFirst();
        }
        while (position < frames.end()) {
            Frame frame = source.next().orElseThrow(() -> ended(video, position - 1));
            if (position >= frames.start()) {
                kept.addLast(frame);
            }
            position++;
        }
        return clip(id, frames);
    }

    static XvadDataException ended(Video video, int last) {
        return new XvadDataException("video " + video.id() + " ends after frame " + last + ", it had more before");
    }

    private Clip clip(String id, Interval frames) {
        var wanted = kept.stream().limit(frames.end() - frames.start()).toList();
        return Clip.of(
                id,
                wanted.stream().map(Frame::image).toList(),
                source.framesPerSecond(),
                wanted.stream().mapToDouble(Frame::seconds).toArray());
    }

    @Override
    public void close() {
        source.close();
    }
}

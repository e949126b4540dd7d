package io.xvad.video.live;

import io.xvad.core.stream.ScoredFrame;
import io.xvad.video.event.VideoEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * News of an event of a camera. Immutable.
 *
 * @param camera its name
 * @param id of the event: the same in all news of it, and of no other event, also not of a later run
 * @param news what is new
 * @param event as it looks now; its number counts the events of the camera from 1
 * @param peak the frame of its highest score, with the map
 * @param began when the first frame of the camera came; empty for a file, which has no such time
 * @param cause why it ended; empty if it goes on
 */
public record LiveEvent(
        String camera,
        String id,
        News news,
        VideoEvent event,
        ScoredFrame peak,
        Optional<Instant> began,
        Optional<Cause> cause) {

    /** What is new. */
    public enum News {
        /** It has begun. */
        START,
        /** It is more unusual than before; at most once a second. */
        UPDATE,
        /** It is over. */
        END
    }

    /** Why it ended. */
    public enum Cause {
        /** Scores have fallen. */
        OVER,
        /** The file, or the stream that says how long it is, ended. */
        SOURCE_ENDED,
        /** No frame came for longer than an event is kept open. */
        SIGNAL_LOST,
        /** Whoever watches has stopped. */
        STOPPED,
        /** The camera cannot be watched any longer. */
        FAILED
    }

    /** When it was so many seconds after the first frame; empty for a file. */
    public Optional<Instant> at(double seconds) {
        return began.map(first -> first.plus(Duration.ofNanos((long) (seconds * 1e9))));
    }
}

package io.xvad.video.live;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a camera is doing. Immutable.
 *
 * @param camera its name
 * @param state what it is doing
 * @param read frames that came
 * @param scored frames that were scored
 * @param dropped frames that came and were never scored, because scoring was slower; 0 for a file
 * @param reconnects how often its source was connected again
 * @param events how many events it had
 * @param sinceFrame seconds since a frame came; empty before the first
 * @param failure why it cannot be watched; empty if it can
 */
public record CameraStatus(
        String camera,
        State state,
        long read,
        long scored,
        long dropped,
        long reconnects,
        long events,
        OptionalDouble sinceFrame,
        Optional<String> failure) {

    /** What a camera is doing. */
    public enum State {
        /** Its source is being opened. */
        OPENING,
        /** It is watched. */
        WATCHING,
        /** It is over: the file ended, or whoever watches has stopped. */
        ENDED,
        /** It cannot be watched. */
        FAILED
    }
}

package io.xvad.video.language.vera;

import io.xvad.language.ask.Reply;
import java.util.List;

/**
 * A position and its labels.
 *
 * @param frame index of the frame in its video
 * @param replies to the guiding questions
 * @param score after averaging and smoothing
 */
record Labelled(long frame, List<Reply<Guided>> replies, double score) {

    /** The mean label of the replies that can be read; not a number if none can. */
    static double label(List<Reply<Guided>> replies) {
        return replies.stream()
                .flatMap(reply -> reply.value().stream())
                .mapToDouble(guided -> guided.anomalous() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }
}

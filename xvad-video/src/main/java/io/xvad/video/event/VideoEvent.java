package io.xvad.video.event;

import io.xvad.core.Box;
import io.xvad.core.NormalPatch;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Frame;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a video that a detector holds for anomalous: from when to when, where and how. Immutable.
 *
 * @param number in its session, from 1
 * @param start seconds at which scores began to rise above normal
 * @param end seconds of the last frame so far that belongs to it; not before {@code start}
 * @param peak the frame of the highest score
 * @param peakScore that score
 * @param threshold the score above which the event was opened
 * @param box where it was in that frame
 * @param attributes measured attributes in that frame, the most surprising first; empty if the detector names nothing
 * @param nearest the normal example most like it; empty if the detector remembers none
 */
public record VideoEvent(
        int number,
        double start,
        double end,
        Frame peak,
        double peakScore,
        double threshold,
        Box box,
        List<AttributeDeviation> attributes,
        Optional<NormalPatch> nearest) {

    public VideoEvent {
        attributes = List.copyOf(attributes);
    }
}

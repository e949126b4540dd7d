package io.xvad.core.stream;

import io.xvad.core.Clip;
import io.xvad.core.capability.TellsReasons.Told;
import java.util.List;

/** A capability: a detector of clips that gives reasons in words of a language model, which may be wrong. Thread-safe. */
@FunctionalInterface
public interface TellsFrameReasons {

    /**
     * What was said in one answer about a moment of a clip.
     *
     * @param frame index in the clip of the frame that it is about, or that its window is around
     * @param told what was said; its place lies in that frame
     * @param prompt SHA-256, in hex, of the words of the question
     */
    record FrameReason(int frame, Told told, String prompt) {}

    /** What was said of the most anomalous moment of a clip, in the order of the samples; answers that could not be read are left out. */
    List<FrameReason> reasons(Clip clip);
}

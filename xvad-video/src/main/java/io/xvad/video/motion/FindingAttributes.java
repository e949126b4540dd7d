package io.xvad.video.motion;

import io.xvad.core.Sample;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoresFrames;
import java.util.List;

/**
 * The attributes of a clip: those of the most anomalous {@link Finding} in it, or none if nothing was found. Thread-safe.
 *
 * @param detector whose findings have attributes
 */
public record FindingAttributes(ScoresFrames detector) implements HasAttributes {

    @Override
    public List<AttributeDeviation> attributes(Sample sample) {
        return MotionScorer.most(detector, sample.requireClip())
                .map(Finding::attributes)
                .orElse(List.of());
    }
}

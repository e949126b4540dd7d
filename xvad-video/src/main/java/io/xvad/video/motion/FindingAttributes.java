package io.xvad.video.motion;

import io.xvad.core.Sample;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoresFrames;
import java.util.List;

/**
 * The attributes of a clip are those of the most anomalous thing found in it; none if nothing was. Thread-safe.
 *
 * @param detector that finds
 */
public record FindingAttributes(ScoresFrames detector) implements HasAttributes {

    @Override
    public List<AttributeDeviation> attributes(Sample sample) {
        return MotionScorer.most(detector, BackgroundImage.clip(sample))
                .map(Finding::attributes)
                .orElse(List.of());
    }
}

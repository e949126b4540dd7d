package io.xvad.core.explain;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Cover;
import java.util.Optional;

/**
 * How much each pixel contributes to the score.
 *
 * @param frame index of the frame it belongs to; 0 for an image
 * @param map with the geometry of the sample; positive raises the score
 * @param signed whether values below 0 mean that a pixel lowers the score; if not, all values are at least 0
 * @param scale on which it is shown; empty for one whose values mean something only beside each other
 */
public record Saliency(int frame, AnomalyMap map, boolean signed, Optional<FixedScale> scale) implements Evidence {

    /** A map whose values mean something only beside each other. */
    public Saliency(int frame, AnomalyMap map, boolean signed) {
        this(frame, map, signed, Optional.empty());
    }

    /** The same, 0 where a detector ignores what it sees. */
    @Override
    public Saliency covered(Cover cover) {
        return new Saliency(frame, cover.with(map, 0), signed, scale);
    }
}

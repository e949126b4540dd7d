package io.xvad.evaluation.video;

import io.xvad.core.Box;
import io.xvad.core.Regions;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoredFrame;
import java.util.List;
import java.util.Optional;

/**
 * Finds the boxes of a frame that are anomalous: those that the detector found, or else the regions of its map above the
 * threshold of the map.
 *
 * @param scale of the detector's maps; empty if it was not calibrated or gives none, and then only found boxes count
 */
public record FrameBoxes(Optional<MapScale> scale) {

    /**
     * A box with its score.
     *
     * @param box in pixels of the frame
     * @param score of what is in it, higher is more anomalous
     * @param label what is unusual about it; empty if the detector names nothing
     */
    public record Scored(Box box, double score, String label) {}

    /** Boxes of the frames of one detector. */
    public static FrameBoxes of(FittedDetector fitted) {
        return new FrameBoxes(fitted.capability(MapScale.class));
    }

    /** The boxes of one frame; may be empty. */
    public List<Scored> in(ScoredFrame frame) {
        if (!frame.findings().isEmpty()) {
            return frame.findings().stream().map(FrameBoxes::scored).toList();
        }
        return scale.flatMap(some -> frame.map().map(map -> Regions.above(map, 0, some.threshold()).stream()
                        .map(region -> new Scored(region.box(), region.peak(), ""))
                        .toList()))
                .orElse(List.of());
    }

    private static Scored scored(Finding finding) {
        String label = finding.attributes().stream()
                .findFirst()
                .map(AttributeDeviation::attribute)
                .orElse("");
        return new Scored(finding.box(), finding.score(), label);
    }
}

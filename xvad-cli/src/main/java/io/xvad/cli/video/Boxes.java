package io.xvad.cli.video;

import io.xvad.core.Box;
import io.xvad.core.Regions;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoredFrame;
import java.util.List;
import java.util.Optional;

/** Where a frame is anomalous: what the detector found, or else the regions of its map above the map's own threshold. */
record Boxes(Optional<MapScale> scale) {

    /**
     * A box.
     *
     * @param box in pixels of the frame
     * @param score of what is in it, higher is more anomalous
     * @param label what is unusual about it; empty if the detector names nothing
     */
    record Scored(Box box, double score, String label) {}

    static Boxes of(FittedDetector fitted) {
        return new Boxes(fitted.capability(MapScale.class));
    }

    List<Scored> in(ScoredFrame frame) {
        if (!frame.findings().isEmpty()) {
            return frame.findings().stream().map(Boxes::scored).toList();
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

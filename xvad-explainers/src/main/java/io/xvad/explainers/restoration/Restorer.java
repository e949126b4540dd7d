package io.xvad.explainers.restoration;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.progress.Cancellation;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Puts normal versions into the region that a detector finds strange; while the best of them is anomalous, the region grows by what is
 * still strange there, or else all around, and all begins again from the original image. Not thread-safe.
 */
final class Restorer {

    private static final int ROUNDS = 5;
    private static final int VERSIONS = 3;
    private static final double MARGIN = 0.02;
    private static final int SEAM = 3;

    private final FittedDetector fitted;
    private final Reconstructs reconstructs;
    private final Image image;
    private final Detection detection;
    private final OptionalDouble threshold;
    private final float mapThreshold;
    private int detections;

    Restorer(FittedDetector fitted, Image image, Detection detection) {
        if (!detection.hasMaps()) {
            throw new IllegalArgumentException("a detection with an anomaly map is needed, got none");
        }
        this.fitted = fitted;
        this.image = image;
        this.detection = detection;
        this.reconstructs = NormalVersion.maker(fitted);
        this.threshold = detection.verdict().threshold();
        this.mapThreshold = StrangeRegion.threshold(fitted, detection.map());
    }

    Restoration restored() {
        Mask region = grown(StrangeRegion.of(detection.map(), mapThreshold));
        Attempt best = attempt(region);
        Attempt last = best;
        for (int round = 1; round < ROUNDS && isAnomalous(best); round++) {
            Mask strange = grown(Mask.above(last.map, mapThreshold));
            Mask wider = region.or(strange);
            region = wider.equals(region) ? grown(region) : wider;
            last = attempt(region);
            best = last.score < best.score ? last : best;
        }
        best = smaller(best);
        return new Restoration(
                image,
                best.versions.get(0),
                best.region,
                detection.score(),
                best.score,
                threshold,
                best.versions,
                detections);
    }

    /** Restores only what differs, so that more of the image tells what should be there; kept if it is as normal as before. */
    private Attempt smaller(Attempt whole) {
        Mask differing = Differing.of(image, whole.versions, whole.region).grown(SEAM);
        if (!differing.any() || differing.count() >= whole.region.count()) {
            return whole;
        }
        Attempt part = attempt(differing);
        boolean better = isAnomalous(whole) ? part.score < whole.score : !isAnomalous(part);
        return better ? part : whole;
    }

    /** Whether there still is something to do: an attempt at an anomalous image is anomalous too. */
    private boolean isAnomalous(Attempt attempt) {
        return threshold.isPresent()
                && detection.score() > threshold.getAsDouble()
                && attempt.score > threshold.getAsDouble();
    }

    private Mask grown(Mask mask) {
        return mask.grown((int) Math.max(1, Math.round(MARGIN * Math.min(image.height(), image.width()))));
    }

    /** The versions of a region, the one of lowest score first. */
    private record Attempt(Mask region, List<Image> versions, double score, AnomalyMap map) {}

    private Attempt attempt(Mask region) {
        Cancellation.check();
        List<Image> versions = reconstructs.reconstruct(image, region, VERSIONS);
        List<Detection> scored = fitted.detectAll(versions);
        detections += scored.size();
        List<Integer> order = IntStream.range(0, scored.size())
                .boxed()
                .sorted((a, b) ->
                        Double.compare(scored.get(a).score(), scored.get(b).score()))
                .toList();
        Detection lowest = scored.get(order.get(0));
        return new Attempt(region, order.stream().map(versions::get).toList(), lowest.score(), lowest.map());
    }
}

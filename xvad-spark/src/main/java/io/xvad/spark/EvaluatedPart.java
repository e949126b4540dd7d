package io.xvad.spark;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Cover;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.HeapSpace;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.data.dataset.TestCase;
import io.xvad.metrics.explanation.agreement.PointingGame;
import io.xvad.metrics.localisation.BinnedPixelMetrics;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured on some labelled images.
 *
 * @param scored the images that were scored, by their places
 * @param pixels those of images with a mask and a map
 * @param outside ids of images that are anomalous only where the model ignores, by their places; they are left out
 * @param failures why images could not be scored, by their places
 */
record EvaluatedPart(
        SortedMap<Integer, Scored> scored,
        BinnedPixelMetrics pixels,
        SortedMap<Integer, String> outside,
        SortedMap<Integer, String> failures)
        implements Serializable {

    /**
     * One image.
     *
     * @param pointing 1 if the highest value of the map lies in the mask, 0 if not; NaN without a map or an anomalous pixel
     */
    record Scored(String id, String defect, double score, Decision decision, double pointing) implements Serializable {}

    /** What remains of a mask, where a model does not ignore it, and what it ignores. */
    private record Seen(Mask mask, Mask ignored) {}

    static EvaluatedPart of(FittedDetector model, Iterator<LabelledFile> files, double proLimit) {
        EvaluatedPart part = new EvaluatedPart(
                new TreeMap<>(), BinnedPixelMetrics.withProLimit(proLimit), new TreeMap<>(), new TreeMap<>());
        IgnoredRegions ignored =
                model.capability(Cover.class).map(Cover::regions).orElse(IgnoredRegions.none());
        while (files.hasNext()) {
            part.add(model, ignored, files.next());
        }
        return part;
    }

    private void add(FittedDetector model, IgnoredRegions ignored, LabelledFile file) {
        TestCase test = file.test();
        try {
            Image image = test.image();
            Detection detection = HeapSpace.of(test.id(), () -> model.detect(image));
            Optional<Mask> drawn = HeapSpace.of(test.id(), () -> test.mask(image));
            add(file.place(), test, detection, drawn, ignored);
        } catch (XvadDataException e) {
            failures.put(file.place(), String.valueOf(e.getMessage()));
        }
    }

    private void add(int place, TestCase test, Detection detection, Optional<Mask> drawn, IgnoredRegions ignored) {
        Optional<Seen> seen = drawn.map(mask -> seen(mask, ignored));
        if (drawn.isPresent() && drawn.get().any() && !seen.get().mask().any()) {
            outside.put(place, test.id());
            return;
        }
        double pointing = seen.isPresent() && detection.hasMaps() ? pixels(detection.map(), seen.get()) : Double.NaN;
        Decision decision = detection.verdict().decision();
        scored.put(place, new Scored(test.id(), test.defect(), detection.score(), decision, pointing));
    }

    private static Seen seen(Mask drawn, IgnoredRegions ignored) {
        Mask hidden = ignored.mask(drawn.height(), drawn.width());
        return new Seen(drawn.without(hidden), hidden);
    }

    private double pixels(AnomalyMap map, Seen seen) {
        boolean[] anomalous = seen.mask().toArray();
        pixels.add(map, anomalous, seen.ignored().toArray());
        return seen.mask().any() ? PointingGame.of(map, anomalous, 0) : Double.NaN;
    }

    /** What was measured on these and on other images; these may be changed. */
    EvaluatedPart and(EvaluatedPart other) {
        scored.putAll(other.scored);
        pixels.merge(other.pixels);
        outside.putAll(other.outside);
        failures.putAll(other.failures);
        return this;
    }
}

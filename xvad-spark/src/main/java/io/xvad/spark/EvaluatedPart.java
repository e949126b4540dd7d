package io.xvad.spark;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.HeapSpace;
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
 * @param failures why images could not be scored, by their places
 */
record EvaluatedPart(SortedMap<Integer, Scored> scored, BinnedPixelMetrics pixels, SortedMap<Integer, String> failures)
        implements Serializable {

    /**
     * One image.
     *
     * @param pointing 1 if the highest value of the map lies in the mask, 0 if not; NaN without a map or an anomalous pixel
     */
    record Scored(String id, String defect, double score, Decision decision, double pointing) implements Serializable {}

    static EvaluatedPart of(FittedDetector model, Iterator<LabelledFile> files, double proLimit) {
        EvaluatedPart part =
                new EvaluatedPart(new TreeMap<>(), BinnedPixelMetrics.withProLimit(proLimit), new TreeMap<>());
        while (files.hasNext()) {
            LabelledFile file = files.next();
            part.add(model, file.place(), file.test());
        }
        return part;
    }

    private void add(FittedDetector model, int place, TestCase test) {
        try {
            Image image = test.image();
            Optional<Mask> mask = test.mask(image);
            Detection detection = HeapSpace.of(test.id(), () -> model.detect(image));
            scored.put(
                    place,
                    new Scored(
                            test.id(),
                            test.defect(),
                            detection.score(),
                            detection.verdict().decision(),
                            mask.isPresent() && detection.hasMaps() ? pixels(detection, mask.get()) : Double.NaN));
        } catch (XvadDataException e) {
            failures.put(place, String.valueOf(e.getMessage()));
        }
    }

    private double pixels(Detection detection, Mask mask) {
        boolean[] anomalous = mask.toArray();
        pixels.add(detection.map(), anomalous);
        return mask.any() ? PointingGame.of(detection.map(), anomalous, 0) : Double.NaN;
    }

    /** What was measured on these and on other images; these may be changed. */
    EvaluatedPart and(EvaluatedPart other) {
        scored.putAll(other.scored);
        pixels.merge(other.pixels);
        failures.putAll(other.failures);
        return this;
    }
}

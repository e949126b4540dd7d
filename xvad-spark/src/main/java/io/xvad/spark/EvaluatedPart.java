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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What was measured on some labelled images.
 *
 * @param scored the images that were scored
 * @param pixels those of images with a mask and a map
 * @param failures images that could not be scored, and why
 */
record EvaluatedPart(List<Scored> scored, BinnedPixelMetrics pixels, List<String> failures) implements Serializable {

    /**
     * One image.
     *
     * @param pointing 1 if the highest value of the map lies in the mask, 0 if not; NaN without a map or an anomalous pixel
     */
    record Scored(String id, String defect, double score, Decision decision, double pointing) implements Serializable {}

    static EvaluatedPart of(FittedDetector model, Iterator<LabelledFile> files, double proLimit) {
        EvaluatedPart part =
                new EvaluatedPart(new ArrayList<>(), BinnedPixelMetrics.withProLimit(proLimit), new ArrayList<>());
        while (files.hasNext()) {
            part.add(model, files.next().test());
        }
        return part;
    }

    private void add(FittedDetector model, TestCase test) {
        try {
            Image image = test.image();
            Optional<Mask> mask = test.mask(image);
            Detection detection = HeapSpace.of(test.id(), () -> model.detect(image));
            scored.add(new Scored(
                    test.id(),
                    test.defect(),
                    detection.score(),
                    detection.verdict().decision(),
                    mask.isPresent() && detection.hasMaps() ? pixels(detection, mask.get()) : Double.NaN));
        } catch (XvadDataException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
    }

    private double pixels(Detection detection, Mask mask) {
        boolean[] anomalous = mask.toArray();
        pixels.add(detection.map(), anomalous);
        return mask.any() ? PointingGame.of(detection.map(), anomalous, 0) : Double.NaN;
    }

    /** What was measured on these and on other images; these may be changed. */
    EvaluatedPart and(EvaluatedPart other) {
        scored.addAll(other.scored);
        pixels.merge(other.pixels);
        failures.addAll(other.failures);
        return this;
    }
}

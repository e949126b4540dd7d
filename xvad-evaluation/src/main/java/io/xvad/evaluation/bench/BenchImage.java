package io.xvad.evaluation.bench;

import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.map.MaskChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An anomalous image to explain.
 *
 * @param image the image
 * @param mask where it is anomalous, row-major, with its geometry; empty if nobody drew it. Not copied, never written
 */
public record BenchImage(Image image, Optional<boolean[]> mask) {

    public BenchImage {
        mask.ifPresent(pixels -> {
            if (pixels.length != image.height() * image.width()) {
                throw new IllegalArgumentException("mask of " + image.id() + " needs " + image.height() * image.width()
                        + " pixels, got " + pixels.length);
            }
        });
    }

    /**
     * Anomalous test images of a data set, spread evenly over it, with their masks where there are any.
     *
     * @param limit largest number of images, at least 1
     * @throws XvadDataException if the data set has none, the limit is too small, or a file cannot be read
     */
    public static List<BenchImage> anomalous(AnomalyDataset dataset, int limit) {
        List<TestCase> anomalous =
                dataset.test().stream().filter(TestCase::anomalous).toList();
        if (anomalous.isEmpty() || limit < 1) {
            throw new XvadDataException("data set '" + dataset.name() + "' has " + anomalous.size()
                    + " anomalous test images, and at most " + limit + " were wanted; at least one is needed");
        }
        int count = Math.min(limit, anomalous.size());
        return IntStream.range(0, count)
                .mapToObj(i -> of(anomalous.get((int) ((i + 0.5) * anomalous.size() / count))))
                .toList();
    }

    /** What is odd about the masks of some images, a sentence each: inverted, empty or missing ones. */
    public static List<String> notes(List<BenchImage> images) {
        MaskChecks checks = new MaskChecks();
        List<String> unmasked = new ArrayList<>();
        for (BenchImage one : images) {
            Image image = one.image;
            one.mask.ifPresentOrElse(
                    mask -> checks.add(image.id(), Mask.of(image.height(), image.width(), mask)),
                    () -> unmasked.add(image.id()));
        }
        List<String> notes = new ArrayList<>(checks.notes());
        if (!unmasked.isEmpty()) {
            notes.add(unmasked.size() + " of " + images.size()
                    + " images have no mask, so that agreement with the truth is not measured on them: "
                    + MaskChecks.named(unmasked));
        }
        return List.copyOf(notes);
    }

    /** The same image, whose mask leaves out what a detector ignores. */
    BenchImage ignoring(IgnoredRegions regions) {
        return new BenchImage(image, mask.map(pixels -> Mask.of(image.height(), image.width(), pixels)
                .without(regions.mask(image.height(), image.width()))
                .toArray()));
    }

    private static BenchImage of(TestCase test) {
        Image image = test.image();
        return new BenchImage(image, test.mask(image).map(Mask::toArray));
    }
}

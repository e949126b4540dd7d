package io.xvad.explainers.difference;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.explainers.restoration.Restoration;
import java.util.List;
import java.util.Optional;

/**
 * How an image differs from its normal version. Immutable and thread-safe.
 *
 * @param score of the image
 * @param pixels that really differ, with the geometry of the image; none if no difference can be seen
 * @param shape of these pixels, in pixels of the image; empty if there are none
 * @param descriptors one of each {@link Quantity}, in the order of their declaration; none if no pixel differs
 * @param displacement how content moved; empty if no pixel differs
 */
public record Difference(
        double score,
        Mask pixels,
        Optional<Shape> shape,
        List<Descriptor> descriptors,
        Optional<Displacement> displacement) {

    public Difference {
        descriptors = List.copyOf(descriptors);
    }

    /**
     * Measures the difference of a restored image; takes about a tenth of a second. Where no single pixel differs visibly, as of what is
     * only a little less sharp, all of the restored region is measured.
     */
    public static Difference of(Restoration restoration) {
        Image image = restoration.image();
        Pair pair = Pair.of(restoration);
        boolean[] visible = DifferingPixels.of(pair);
        boolean all =
                !pair.inImage(visible, image.height(), image.width()).any() && !image.equals(restoration.normal());
        boolean[] differing = all ? pair.region() : visible;
        Mask pixels = pair.inImage(differing, image.height(), image.width());
        if (!pixels.any()) {
            return new Difference(restoration.scoreBefore(), pixels, Optional.empty(), List.of(), Optional.empty());
        }
        Measuring measuring = new Measuring(pair, differing, Background.of(restoration.normal()));
        return new Difference(
                restoration.scoreBefore(),
                pixels,
                Optional.of(Shape.of(pixels)),
                measuring.descriptors(),
                Optional.of(measuring.displacement()));
    }

    /** The measurement of a quantity; 0 if no pixel differs. */
    public Descriptor descriptor(Quantity quantity) {
        return descriptors.stream()
                .filter(descriptor -> descriptor.quantity() == quantity)
                .findFirst()
                .orElse(new Descriptor(quantity, 0, 0));
    }
}

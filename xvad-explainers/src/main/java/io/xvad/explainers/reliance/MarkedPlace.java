package io.xvad.explainers.reliance;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.explainers.restoration.AbsoluteDifference;
import io.xvad.explainers.restoration.Restoration;

/**
 * The place that a normal version of an image points at: where the two differ most.
 *
 * @param difference the largest difference of a channel, in [0, 1], averaged over a square of about a fiftieth of the shorter side
 */
public record MarkedPlace(AnomalyMap difference) {

    private static final double REACH = 0.01;
    private static final double TOLERANCE = 0.02;
    private static final double STRONG = 0.3;

    /** The place that a restoration points at. */
    public static MarkedPlace of(Restoration restoration) {
        return of(restoration.image(), restoration.normal());
    }

    /** The place where two images of one geometry differ most. */
    public static MarkedPlace of(Image image, Image other) {
        return new MarkedPlace(WindowMeans.of(AbsoluteDifference.largest(image, other), reach(image)));
    }

    private static int reach(Image image) {
        return (int) Math.max(1, Math.round(REACH * Math.min(image.height(), image.width())));
    }

    /** Whether anything differs. */
    public boolean any() {
        return strength() > 0;
    }

    /** The difference at the peak, in [0, 1]. */
    public double strength() {
        return difference.max();
    }

    /** The pixel of the largest difference, {@code y * width + x}. */
    public int peak() {
        return difference.argmax();
    }

    /** The pixels that differ by at least three tenths of what the peak differs by, and those beside them. */
    public Mask pixels() {
        int beside = (int) Math.max(1, Math.round(REACH * shorterSide()));
        return Mask.above(difference, (float) (STRONG * strength())).grown(beside);
    }

    /**
     * Whether it points at the true cause: the peak lies in the true mask, or at most a fiftieth of the shorter side beside it (the
     * pointing game of Zhang et al., 2018). Where nothing differs, or the mask is empty, it does not.
     *
     * @param cause the true defect, with the geometry of the image
     */
    public boolean pointsAt(Mask cause) {
        if (!any()) {
            return false;
        }
        int tolerance = (int) Math.round(TOLERANCE * shorterSide());
        int width = difference.width();
        return cause.grown(tolerance).at(peak() / width, peak() % width);
    }

    private int shorterSide() {
        return Math.min(difference.height(), difference.width());
    }
}

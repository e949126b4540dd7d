package io.xvad.metrics.explanation.reason;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.explain.Reason;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a reason says which way something changed, where the image without the defect is known. Judged over the true defect in the
 * stated box, over the whole true defect if none of it lies there:
 * lightness and colour by the mean difference in CIELAB, which must be 1 or more; contrast by the standard deviation of the lightness;
 * sharpness by the mean absolute Laplacian of the lightness. Immutable and thread-safe.
 */
public final class StatedSign {

    private static final double SEEN = 1;

    private final int width;
    private final int height;
    private final CieLab defective;
    private final CieLab clean;
    private final Mask truth;

    private StatedSign(Image defective, Image clean, Mask truth) {
        this.height = clean.height();
        this.width = clean.width();
        this.defective = CieLab.of(defective);
        this.clean = CieLab.of(clean);
        this.truth = truth;
    }

    /**
     * A judge of the reasons of one image.
     *
     * @param defective the image
     * @param clean the same without the defect
     * @param truth where the defect is, at least one pixel
     * @throws IllegalArgumentException if geometries differ or there is no pixel
     */
    public static StatedSign of(Image defective, Image clean, Mask truth) {
        if (defective.height() != clean.height()
                || defective.width() != clean.width()
                || clean.height() != truth.height()
                || clean.width() != truth.width()
                || !truth.any()) {
            throw new IllegalArgumentException("two images and a mask of one geometry, not empty, are needed, got "
                    + defective + ", " + clean + " and " + truth);
        }
        return new StatedSign(defective, clean, truth);
    }

    /** Whether the sign of a reason is right; empty for a name that has none. */
    public Optional<Boolean> isRight(Reason reason) {
        int[] at = judged(reason);
        return switch (reason.name()) {
            case "lighter" -> Optional.of(mean(defective.lightness(), clean.lightness(), at) >= SEEN);
            case "darker" -> Optional.of(mean(clean.lightness(), defective.lightness(), at) >= SEEN);
            case "redder" -> Optional.of(mean(defective.a(), clean.a(), at) >= SEEN);
            case "greener" -> Optional.of(mean(clean.a(), defective.a(), at) >= SEEN);
            case "yellower" -> Optional.of(mean(defective.b(), clean.b(), at) >= SEEN);
            case "bluer" -> Optional.of(mean(clean.b(), defective.b(), at) >= SEEN);
            case "more-contrast" -> Optional.of(contrast(defective, at) > contrast(clean, at));
            case "less-contrast" -> Optional.of(contrast(defective, at) < contrast(clean, at));
            case "sharper" -> Optional.of(sharpness(defective, at) > sharpness(clean, at));
            case "less-sharp" -> Optional.of(sharpness(defective, at) < sharpness(clean, at));
            default -> Optional.empty();
        };
    }

    private int[] judged(Reason reason) {
        Box box = reason.place().box();
        int[] all = IntStream.range(0, height * width)
                .filter(i -> truth.at(i / width, i % width))
                .toArray();
        int[] inside = IntStream.of(all)
                .filter(i -> i % width >= box.x()
                        && i % width < box.x() + box.width()
                        && i / width >= box.y()
                        && i / width < box.y() + box.height())
                .toArray();
        return inside.length == 0 ? all : inside;
    }

    private static double mean(double[] more, double[] less, int[] at) {
        return IntStream.of(at).mapToDouble(i -> more[i] - less[i]).average().orElseThrow();
    }

    private static double contrast(CieLab lab, int[] at) {
        double mean =
                IntStream.of(at).mapToDouble(i -> lab.lightness()[i]).average().orElseThrow();
        return IntStream.of(at)
                .mapToDouble(i -> lab.lightness()[i] - mean)
                .map(difference -> difference * difference)
                .sum();
    }

    private double sharpness(CieLab lab, int[] at) {
        return IntStream.of(at)
                .mapToDouble(i -> Math.abs(laplacian(lab.lightness(), i / width, i % width)))
                .average()
                .orElseThrow();
    }

    /** Of a pixel at the border, its neighbours beyond are as it is. */
    private double laplacian(double[] plane, int y, int x) {
        double centre = plane[y * width + x];
        double up = plane[Math.max(0, y - 1) * width + x];
        double down = plane[Math.min(height - 1, y + 1) * width + x];
        double left = plane[y * width + Math.max(0, x - 1)];
        double right = plane[y * width + Math.min(width - 1, x + 1)];
        return up + down + left + right - 4 * centre;
    }
}

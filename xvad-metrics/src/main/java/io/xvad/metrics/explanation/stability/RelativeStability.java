package io.xvad.metrics.explanation.stability;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Relative stability (Agarwal et al., 2022, "Rethinking Stability for Attribution-based Explanations"):
 * {@code |(a - a') / a| / max(|(z - z') / z|, 1e-6)}, element by element, where {@code z} is the image (RIS), an inner
 * representation (RRS, and ROS for the output, whose difference is not divided). Entries of 0 below a fraction bar count
 * as 1e-6. Because a division by nearly nothing explodes, the median stands beside the maximum of the papers. At least 0,
 * lower is better.
 *
 * @param max largest ratio
 * @param median median ratio
 */
public record RelativeStability(double max, double median) {

    private static final double LEAST = 1e-6;

    /** RIS: relative to the change of the image; arguments and errors as {@link Sensitivity#of}. */
    public static RelativeStability input(
            Function<Image, AnomalyMap> explain, Image image, double radius, int draws, long seed) {
        return of(explain, image, Vectors::of, true, radius, draws, seed);
    }

    /**
     * ROS: relative to the change of the detector's output.
     *
     * @param output what the detector gives, for example the score alone
     */
    public static RelativeStability output(
            Function<Image, AnomalyMap> explain,
            Image image,
            Function<Image, double[]> output,
            double radius,
            int draws,
            long seed) {
        return of(explain, image, output, false, radius, draws, seed);
    }

    /**
     * RRS: relative to the change of an inner representation.
     *
     * @param representation for example the features the detector compares
     */
    public static RelativeStability representation(
            Function<Image, AnomalyMap> explain,
            Image image,
            Function<Image, double[]> representation,
            double radius,
            int draws,
            long seed) {
        return of(explain, image, representation, true, radius, draws, seed);
    }

    private static RelativeStability of(
            Function<Image, AnomalyMap> explain,
            Image image,
            Function<Image, double[]> view,
            boolean divided,
            double radius,
            int draws,
            long seed) {
        Perturbations perturbations = new Perturbations(radius, seed);
        Perturbations.requireDraws(draws);
        double[] original = Vectors.of(explain.apply(image));
        double[] seen = view.apply(image);
        double[] ratios = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            Image changed = perturbations.next(image);
            double[] explanation = Vectors.of(explain.apply(changed), original.length);
            double below = norm(seen, view.apply(changed), divided);
            ratios[draw] = norm(original, explanation, true) / Math.max(below, LEAST);
        }
        Arrays.sort(ratios);
        double median = (ratios[(draws - 1) / 2] + ratios[draws / 2]) / 2;
        return new RelativeStability(ratios[draws - 1], median);
    }

    private static double norm(double[] before, double[] after, boolean divided) {
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            double difference = before[i] - after[i];
            double relative = divided ? difference / (before[i] == 0 ? LEAST : before[i]) : difference;
            sum += relative * relative;
        }
        return Math.sqrt(sum);
    }
}

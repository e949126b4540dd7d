package io.xvad.explainers.reconstruction;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.progress.Cancellation;
import io.xvad.explainers.restoration.AbsoluteDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Searches a small set of pixels that must be taken from a normal version to bring the score down to a target. It starts with all pixels
 * that differ and leaves out what is not needed: first those that hardly differ, then connected pieces, then cells of what is left, each
 * finer than those before. What is left out is put back where the score would rise above the target, so that every step is proved by the
 * detector. Not thread-safe.
 */
final class ChangeSearch {

    private static final int LEVELS = 64;
    private static final int CELLS = 12;

    private final Image image;
    private final Image normal;
    private final ToDoubleFunction<Image> score;
    private final double target;
    private final float[] difference;
    private int left;
    private Change best;

    /** Pixels taken from the normal version, the image with them, and its score. */
    record Change(Mask pixels, Image image, double score) {}

    /**
     * A search that starts with all of the normal version.
     *
     * @param normalScore score of the normal version, at most the target
     * @param budget largest number of scores
     */
    ChangeSearch(
            Image image, Image normal, double normalScore, ToDoubleFunction<Image> score, double target, int budget) {
        this.image = image;
        this.normal = normal;
        this.score = score;
        this.target = target;
        this.left = budget;
        AnomalyMap differs = AbsoluteDifference.of(image, normal);
        this.difference = differs.toArray();
        this.best = new Change(Mask.above(differs, 0), normal, normalScore);
    }

    /** The smallest change that was found. */
    Change run() {
        leaveOutFaint();
        leaveOutParts(Parts.connected(best.pixels));
        int side = (int) Math.ceil(Math.sqrt(best.pixels.count() / (double) CELLS));
        while (left > 0 && side >= 2 && best.pixels.any()) {
            leaveOutParts(Parts.cells(best.pixels, side));
            side /= 2;
        }
        return best;
    }

    /** Leaves out the pixels that differ least, as many as can be, by bisection over how many. */
    private void leaveOutFaint() {
        Mask all = best.pixels;
        float[] levels = levels(all);
        int low = 0;
        int high = levels.length;
        while (low + 1 < high && left > 0) {
            int middle = (low + high) / 2;
            if (accepted(above(all, levels[middle]))) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /** Quantiles of how much the pixels of a change differ, rising. */
    private float[] levels(Mask all) {
        boolean[] pixels = all.toArray();
        double[] values = IntStream.range(0, pixels.length)
                .filter(i -> pixels[i])
                .mapToDouble(i -> difference[i])
                .sorted()
                .toArray();
        float[] levels = new float[Math.min(LEVELS, values.length)];
        for (int k = 0; k < levels.length; k++) {
            levels[k] = (float) values[k * values.length / levels.length];
        }
        return levels;
    }

    /** The pixels that differ by more than a level, and their neighbours in the change. */
    private Mask above(Mask all, float level) {
        boolean[] pixels = all.toArray();
        boolean[] strong = new boolean[pixels.length];
        for (int i = 0; i < strong.length; i++) {
            strong[i] = pixels[i] && difference[i] > level;
        }
        boolean[] grown = Mask.of(all.height(), all.width(), strong).grown(1).toArray();
        for (int i = 0; i < grown.length; i++) {
            grown[i] &= pixels[i];
        }
        return Mask.of(all.height(), all.width(), grown);
    }

    /** Leaves out as many of the least different parts as can be at once, by bisection, then the others one by one. */
    private void leaveOutParts(List<int[]> parts) {
        List<int[]> rising = new ArrayList<>(parts);
        rising.sort(Comparator.comparingDouble(this::total));
        int low = 0;
        int high = rising.size();
        while (low + 1 < high && left > 0) {
            int middle = (low + high + 1) / 2;
            if (accepted(without(rising.subList(low, middle)))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        for (int k = high; k < rising.size() && left > 0; k++) {
            accepted(without(List.of(rising.get(k))));
        }
    }

    private double total(int[] part) {
        return Arrays.stream(part).mapToDouble(i -> difference[i]).sum();
    }

    private Mask without(List<int[]> parts) {
        boolean[] pixels = best.pixels.toArray();
        parts.forEach(part -> Arrays.stream(part).forEach(i -> pixels[i] = false));
        return Mask.of(image.height(), image.width(), pixels);
    }

    /** Scores the image with these pixels replaced; keeps it if the target is still reached. */
    private boolean accepted(Mask pixels) {
        if (!pixels.any() || pixels.equals(best.pixels)) {
            return false;
        }
        Cancellation.check();
        left--;
        Image changed = image.with(pixels, normal);
        double changedScore = score.applyAsDouble(changed);
        boolean reached = changedScore <= target;
        if (reached) {
            best = new Change(pixels, changed, changedScore);
        }
        return reached;
    }
}

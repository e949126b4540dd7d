package io.xvad.metrics.localisation;

import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.Arrays;
import java.util.List;

/** Draws images with replacement and measures them again, on scores sorted into bins of equally many pixels. */
final class PixelBootstrap {

    static final int BINS = 4096;

    private final float[] edges;
    private final double limit;
    private final int[][] negatives;
    private final int[][] positives;
    private final double[][] overlaps;
    private final int[] regions;

    PixelBootstrap(List<ImagePixels> images, PixelMetrics.Pooled pooled, double limit) {
        this.limit = limit;
        this.edges = edges(pooled);
        int size = images.size();
        negatives = new int[size][];
        positives = new int[size][];
        overlaps = new double[size][];
        regions = new int[size];
        for (int i = 0; i < size; i++) {
            fill(i, images.get(i));
        }
    }

    /** Half of the bins at quantiles of the normal pixels, half at those of the anomalous ones. */
    private static float[] edges(PixelMetrics.Pooled pooled) {
        int half = BINS / 2;
        float[] edges = new float[2 * half];
        int count = 0;
        for (int i = 0; i < half; i++) {
            if (pooled.negativeCount() > 0) {
                edges[count++] = (float) pooled.negatives().at((int) ((long) i * pooled.negativeCount() / half));
            }
            if (pooled.positives().length > 0) {
                edges[count++] =
                        RankedPixel.score(pooled.positives()[(int) ((long) i * pooled.positives().length / half)]);
            }
        }
        float[] sorted = Arrays.copyOf(edges, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private int bin(float score) {
        int found = Arrays.binarySearch(edges, score);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    private void fill(int index, ImagePixels image) {
        negatives[index] = new int[edges.length];
        positives[index] = new int[edges.length];
        overlaps[index] = new double[edges.length];
        regions[index] = image.saturation().length;
        for (float score : image.normal()) {
            negatives[index][bin(score)]++;
        }
        for (long pixel : image.positives()) {
            int bin = bin(RankedPixel.score(pixel));
            positives[index][bin]++;
            overlaps[index][bin] += 1.0 / image.saturation()[RankedPixel.region(pixel)];
        }
    }

    PixelMetrics.Estimate estimate(PixelMetrics.Result result, Bootstrap bootstrap) {
        List<Bootstrap.Interval> intervals = bootstrap.intervals(regions.length, this::figures);
        return new PixelMetrics.Estimate(
                result, intervals.get(0), intervals.get(1), intervals.get(2), intervals.get(3));
    }

    double[][] replicates(Bootstrap bootstrap) {
        return bootstrap.replicate(regions.length, this::figures);
    }

    private double[] figures(int[] drawn) {
        BinnedSweep sweep = sweep(drawn);
        DetectionFigures figures = DetectionFigures.of(sweep);
        return new double[] {
            figures.auroc(), figures.averagePrecision(), figures.bestF1().value(), sweep.aupro(limit)
        };
    }

    private BinnedSweep sweep(int[] drawn) {
        long[] normal = new long[edges.length];
        long[] anomalous = new long[edges.length];
        double[] overlap = new double[edges.length];
        long drawnRegions = 0;
        for (int image = 0; image < drawn.length; image++) {
            int weight = drawn[image];
            if (weight == 0) {
                continue;
            }
            drawnRegions += (long) weight * regions[image];
            for (int bin = 0; bin < edges.length; bin++) {
                normal[bin] += (long) weight * negatives[image][bin];
                anomalous[bin] += (long) weight * positives[image][bin];
                overlap[bin] += weight * overlaps[image][bin];
            }
        }
        return new BinnedSweep(bin -> edges[bin], normal, anomalous, overlap, drawnRegions);
    }
}

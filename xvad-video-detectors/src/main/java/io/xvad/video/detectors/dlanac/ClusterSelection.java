package io.xvad.video.detectors.dlanac;

import java.util.Arrays;

/**
 * How many clusters there are: as many as features are apart, less those that are seldom used.
 *
 * @param centres rows of length 1
 * @param selected 1 for a cluster that is used, 0 for one that is not
 */
record ClusterSelection(float[] centres, float[] selected) {

    private static final double KEPT = 0.95;
    private static final int FEWEST = 2;

    /**
     * The farthest-first rule (Gonzalez 1985): each centre is the feature farthest from those before it, until none is farther
     * than {@code apart}; at least two.
     *
     * @param features rows of length 1
     * @param most most centres
     */
    static ClusterSelection farthestFirst(float[] features, int channels, int most, double apart) {
        int rows = features.length / channels;
        float[] centres = new float[most * channels];
        float[] selected = new float[most];
        double[] distances = new double[rows];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        int next = 0;
        for (int k = 0; k < most && (k < FEWEST || distances[next] > apart); k++) {
            System.arraycopy(features, next * channels, centres, k * channels, channels);
            selected[k] = 1;
            int farthest = 0;
            for (int row = 0; row < rows; row++) {
                distances[row] = Math.min(distances[row], distance(features, row, next, channels));
                farthest = distances[row] > distances[farthest] ? row : farthest;
            }
            next = farthest;
        }
        return new ClusterSelection(centres, selected);
    }

    private static double distance(float[] rows, int one, int other, int channels) {
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += Math.pow(rows[one * channels + c] - rows[other * channels + c], 2);
        }
        return Math.sqrt(sum);
    }

    /** The moving average of the share of features assigned to each cluster. */
    static float[] shares(float[] before, float[] assigned) {
        int clusters = before.length;
        int rows = assigned.length / clusters;
        double[] sums = new double[clusters];
        for (int i = 0; i < assigned.length; i++) {
            sums[i % clusters] += assigned[i];
        }
        float[] shares = new float[clusters];
        for (int k = 0; k < clusters; k++) {
            shares[k] = (float) (KEPT * before[k] + (1 - KEPT) * sums[k] / rows);
        }
        return shares;
    }

    /** Leaves the cluster of the smallest share out if that is below the least, and more than two are used. */
    static float[] selected(float[] before, float[] shares, double least) {
        float[] after = before.clone();
        int used = 0;
        int smallest = -1;
        for (int k = 0; k < after.length; k++) {
            used += (int) after[k];
            if (after[k] == 1 && (smallest < 0 || shares[k] < shares[smallest])) {
                smallest = k;
            }
        }
        if (used > FEWEST && shares[smallest] < least) {
            after[smallest] = 0;
        }
        return after;
    }
}

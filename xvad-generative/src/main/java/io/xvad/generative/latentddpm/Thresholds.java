package io.xvad.generative.latentddpm;

import java.util.List;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * From which divergence on a place of a latent is masked.
 *
 * @param values one for each place, row by row
 */
record Thresholds(float[] values) {

    /** Images from which on each place has a threshold of its own; of fewer a high percentile says little. */
    static final int OWN = 200;

    /**
     * A percentile of the divergences of normal images: of each place by itself, or of all places together if there are fewer than
     * {@value #OWN} images.
     *
     * @param divergences of each image, at least one
     * @param percentile above 0, to 100
     */
    static Thresholds of(List<float[]> divergences, double percentile) {
        int places = divergences.get(0).length;
        DescriptiveStatistics[] statistics = new DescriptiveStatistics[divergences.size() < OWN ? 1 : places];
        for (int i = 0; i < statistics.length; i++) {
            statistics[i] = new DescriptiveStatistics();
        }
        for (float[] image : divergences) {
            for (int place = 0; place < places; place++) {
                statistics[place % statistics.length].addValue(image[place]);
            }
        }
        float[] values = new float[places];
        for (int place = 0; place < places; place++) {
            values[place] = (float) statistics[place % statistics.length].getPercentile(percentile);
        }
        return new Thresholds(values);
    }

    /** The mask of places whose divergence is above their threshold. */
    boolean[] mask(float[] divergences) {
        boolean[] mask = new boolean[values.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = divergences[i] > values[i];
        }
        return mask;
    }
}

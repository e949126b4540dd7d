package io.xvad.video.detectors.snippets;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.List;

/**
 * Puts each feature on one scale: less its mean, by its standard deviation over the snippets that were learned from. The values of a place that are not {@link
 * SnippetForm#peaks} weigh as much as one of these, together, since they are many and tell clips apart better than anomalies. Nothing goes beyond ten
 * standard deviations. Immutable.
 *
 * @param mean of each feature
 * @param deviation of each feature, above 0
 */
record FeatureScale(float[] mean, float[] deviation) {

    private static final String MEAN = "feature-mean";
    private static final String DEVIATION = "feature-deviation";
    private static final double SMALLEST = 1e-3;
    private static final float MOST = 10;

    static FeatureScale of(List<Bag> bags, SnippetForm form) {
        int length = bags.get(0).snippets().get(0).length;
        double[] sums = new double[length];
        double[] squares = new double[length];
        long count = 0;
        for (Bag bag : bags) {
            for (float[] snippet : bag.snippets()) {
                for (int i = 0; i < length; i++) {
                    sums[i] += snippet[i];
                    squares[i] += (double) snippet[i] * snippet[i];
                }
                count++;
            }
        }
        float[] mean = new float[length];
        float[] deviation = new float[length];
        for (int i = 0; i < length; i++) {
            double average = sums[i] / count;
            mean[i] = (float) average;
            double spread = Math.sqrt(Math.max(0, squares[i] / count - average * average));
            deviation[i] = (float) (Math.max(SMALLEST, spread) / weight(form, i));
        }
        return new FeatureScale(mean, deviation);
    }

    private static double weight(SnippetForm form, int index) {
        int others = form.values() - form.peaks();
        boolean peak = form.peaks() == 0 || index % form.values() >= others;
        return peak ? 1 : 1 / Math.sqrt(others);
    }

    float[] scaled(float[] features) {
        float[] scaled = new float[features.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Math.max(-MOST, Math.min(MOST, (features[i] - mean[i]) / deviation[i]));
        }
        return scaled;
    }

    void write(ModelWriter model) {
        model.tensor(MEAN, Tensor.of(mean, mean.length));
        model.tensor(DEVIATION, Tensor.of(deviation, deviation.length));
    }

    static FeatureScale read(ModelReader model) {
        float[] mean = model.tensor(MEAN).toArray();
        float[] deviation = model.tensor(DEVIATION).toArray();
        if (mean.length != deviation.length) {
            throw new XvadModelException("entries '" + MEAN + "' and '" + DEVIATION + "' must have as many values");
        }
        return new FeatureScale(mean, deviation);
    }
}

package io.xvad.detectors.simplenet;

import io.xvad.core.option.Options;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.Standardisation;
import io.xvad.training.BatchLearner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What one training step sees: features of places drawn from each image, noise that makes anomalous ones of them, and
 * which is which.
 *
 * @param standardisation of the features
 * @param places drawn from each image, with repetition; 0 for all
 * @param noise standard deviation
 */
record SimpleNetBatch(Standardisation standardisation, int places, double noise)
        implements BatchLearner.Inputs<float[]> {

    SimpleNetBatch(Standardisation standardisation, Options options) {
        this(standardisation, options.get(SimpleNet.PLACES), options.get(SimpleNet.NOISE));
    }

    @Override
    public Map<String, INDArray> of(List<float[]> images, UniformRandomProvider random) {
        List<float[]> drawn = places == 0
                ? images
                : images.stream().map(image -> drawn(image, random)).toList();
        int dimension = standardisation.dimension();
        INDArray rows =
                FeatureNetwork.matrix(drawn.stream().map(standardisation::apply).toList(), dimension);
        int count = Math.toIntExact(rows.size(0));
        return Map.of(
                FeatureNetwork.ROWS, rows,
                SimpleNetNetwork.NOISE, FeatureNetwork.matrix(noises(count * dimension, random), dimension),
                SimpleNetNetwork.SIGN, Nd4j.create(signs(count), new long[] {2L * count, 1}, 'c'));
    }

    private float[] drawn(float[] image, UniformRandomProvider random) {
        int dimension = standardisation.dimension();
        float[] drawn = new float[places * dimension];
        for (int i = 0; i < places; i++) {
            int from = random.nextInt(image.length / dimension) * dimension;
            System.arraycopy(image, from, drawn, i * dimension, dimension);
        }
        return drawn;
    }

    private float[] noises(int count, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        float[] noises = new float[count];
        for (int i = 0; i < count; i++) {
            noises[i] = (float) (noise * gaussian.sample());
        }
        return noises;
    }

    /** One for each row as it is, minus one for each with noise. */
    private static float[] signs(int count) {
        float[] signs = new float[2 * count];
        Arrays.fill(signs, 0, count, 1);
        Arrays.fill(signs, count, 2 * count, -1);
        return signs;
    }
}

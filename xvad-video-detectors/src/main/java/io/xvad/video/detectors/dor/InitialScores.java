package io.xvad.video.detectors.dor;

import io.xvad.core.option.Options;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** The mean of two detectors that need no labels, {@link SampledNeighbours} and {@link IsolationForest}, each scaled to [0, 1]. */
final class InitialScores {

    private InitialScores() {}

    /** A score for each frame, in [0, 1]. */
    static double[] of(FrameFeatures features, Options options, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        double[][] points = PrincipalComponents.of(features.pooled(), options.get(Dor.VARIANCE));
        double[] near = scaled(SampledNeighbours.scores(points, options.get(Dor.NEIGHBOURS), random));
        IsolationForest forest = IsolationForest.of(points, options.get(Dor.TREES), options.get(Dor.SUBSAMPLE), random);
        double[] isolated =
                scaled(Arrays.stream(points).mapToDouble(forest::score).toArray());
        double[] scores = new double[points.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (near[i] + isolated[i]) / 2;
        }
        return scores;
    }

    private static double[] scaled(double[] scores) {
        double low = Arrays.stream(scores).min().orElseThrow();
        double high = Arrays.stream(scores).max().orElseThrow();
        return Arrays.stream(scores)
                .map(score -> high > low ? (score - low) / (high - low) : 0)
                .toArray();
    }
}

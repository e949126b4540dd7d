package io.xvad.evaluation.bench;

import io.xvad.core.AnomalyMap;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.progress.Cancellation;
import io.xvad.explainers.quality.RestoreToNormal;
import io.xvad.explainers.quality.SaliencyQuality;
import io.xvad.metrics.explanation.agreement.PointingGame;
import io.xvad.metrics.explanation.agreement.SaliencyAuroc;
import io.xvad.metrics.explanation.stability.MapSimilarity;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.uncertainty.PairedComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The figures of one contender, image by image. Not thread-safe. */
final class ContenderFigures {

    private static final double TOP = 0.1;

    private final Contender contender;
    private final FittedDetector fitted;
    private final Optional<FittedDetector> random;
    private final long seed;
    private final List<double[]> figures = new ArrayList<>();
    private String unmeasured;

    ContenderFigures(Contender contender, FittedDetector fitted, Optional<FittedDetector> random, long seed) {
        this.contender = contender;
        this.fitted = fitted;
        this.random = random;
        this.seed = seed;
        this.unmeasured = contender.unsuited(fitted).orElse("");
    }

    /** Measures one more image, unless it is known that there is nothing to measure. */
    void add(BenchImage image, Optional<RestoreToNormal> restore) {
        Cancellation.check();
        if (!unmeasured.isEmpty()) {
            return;
        }
        Optional<SaliencyQuality> quality = SaliencyQuality.measure(
                changed -> contender.map(fitted, image, changed),
                image.image(),
                map -> restore.map(known -> known.faithfulness(map)).orElse(Double.NaN),
                seed);
        if (quality.isEmpty()) {
            unmeasured = "shows no map";
        } else {
            figures.add(figures(quality.get(), image));
        }
    }

    /** The figures of one image, in the order of {@link BenchFigure}. */
    private double[] figures(SaliencyQuality quality, BenchImage image) {
        Optional<boolean[]> mask = image.mask();
        return new double[] {
            quality.faithfulness(),
            quality.stability(),
            mask.map(pixels -> PointingGame.of(quality.map(), pixels, 0)).orElse(Double.NaN),
            mask.map(pixels -> SaliencyAuroc.of(quality.map(), pixels)).orElse(Double.NaN),
            quality.sparseness(),
            alikeAtRandom(quality.map(), image),
            quality.seconds()
        };
    }

    private double alikeAtRandom(AnomalyMap map, BenchImage image) {
        return random.filter(model -> contender.unsuited(model).isEmpty())
                .flatMap(model -> contender.map(model, image, image.image()))
                .map(other -> MapSimilarity.of(map, other, TOP).spearman())
                .orElse(Double.NaN);
    }

    /**
     * What was measured.
     *
     * @param chance the figures of the random map on the same images
     */
    BenchRow row(ContenderFigures chance, Bootstrap bootstrap) {
        if (!unmeasured.isEmpty()) {
            return BenchRow.unmeasured(contender.name(), unmeasured);
        }
        return BenchRow.of(contender.name(), figures.toArray(double[][]::new), bootstrap)
                .withAboveChance(chance == this ? Optional.empty() : above(chance, bootstrap));
    }

    private Optional<PairedComparison> above(ContenderFigures chance, Bootstrap bootstrap) {
        int[] defined = IntStream.range(0, figures.size())
                .filter(i -> !Double.isNaN(faithfulness(i)) && !Double.isNaN(chance.faithfulness(i)))
                .toArray();
        return defined.length == 0
                ? Optional.empty()
                : Optional.of(PairedComparison.ofValues(
                        bootstrap,
                        IntStream.of(defined).mapToDouble(this::faithfulness).toArray(),
                        IntStream.of(defined).mapToDouble(chance::faithfulness).toArray()));
    }

    private double faithfulness(int image) {
        return figures.get(image)[BenchFigure.FAITHFULNESS.ordinal()];
    }
}

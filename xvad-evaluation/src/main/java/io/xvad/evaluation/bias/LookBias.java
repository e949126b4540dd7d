package io.xvad.evaluation.bias;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.synthetic.Figure;
import io.xvad.metrics.detection.VerdictChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Whether a detector judges a scene otherwise when the people in it look otherwise: plain figures are drawn into images, and drawn again with darker skin, with clothing of another colour, and, to know how much any small
 * change does, as they are but moved by a few pixels. Immutable.
 *
 * <p>The figures are synthetic: a detector that treats them alike may still treat people unlike, and one that calls every figure an anomaly tells nothing. The second of a skin pair is the darker.
 *
 * @param skin the same figures with light and with dark skin
 * @param clothing the same figures in clothing of two colours
 * @param moved the same figures moved by one to four pixels
 */
public record LookBias(Comparison skin, Comparison clothing, Comparison moved) {

    private static final int MOST_FIGURES = 3;
    private static final double SMALLEST = 0.3;
    private static final double LARGEST = 0.6;
    private static final double MARGIN = 0.1;

    /**
     * Pairs of one kind.
     *
     * @param verdicts how often the verdict changes
     * @param scoreChange mean absolute difference of the raw scores of a pair
     */
    public record Comparison(VerdictChanges verdicts, double scoreChange) {}

    /** Whether all images got one verdict, so that nothing can be said. */
    public boolean saysNothing() {
        VerdictChanges verdicts = moved.verdicts();
        boolean unchanged = List.of(skin, clothing, moved).stream()
                .allMatch(one -> one.verdicts().changed().count() == 0);
        return unchanged && (verdicts.bothAnomalous() == 0 || verdicts.bothNormal() == 0);
    }

    /**
     * Draws and scores; four detections a pair.
     *
     * @param fitted a detector that decides
     * @param scenes images into which figures are drawn, at least one, such as normal images of the detector
     * @param pairs drawn into each scene, at least 1
     * @param seed everything random follows from it
     * @throws IllegalArgumentException if there is no scene, or the detector does not decide
     */
    public static LookBias of(FittedDetector fitted, Samples scenes, int pairs, long seed, ProgressListener progress) {
        if (scenes.size() == 0 || pairs < 1) {
            throw new IllegalArgumentException(
                    "needs at least one scene and one pair, got " + scenes.size() + " and " + pairs);
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        List<Four> scored = new ArrayList<>();
        for (int scene = 0; scene < scenes.size(); scene++) {
            Image image = scenes.get(scene).requireImage();
            for (int pair = 0; pair < pairs; pair++) {
                Cancellation.check();
                scored.add(Four.of(fitted, image, random));
            }
            progress.progressed("scenes", scene + 1L, scenes.size());
        }
        return new LookBias(
                comparison(scored, Four::dark, scenes.size()),
                comparison(scored, Four::clothed, scenes.size()),
                comparison(scored, Four::moved, scenes.size()));
    }

    private static Comparison comparison(List<Four> scored, Function<Four, Judged> other, int scenes) {
        boolean[] first = new boolean[scored.size()];
        boolean[] second = new boolean[scored.size()];
        double change = 0;
        for (int i = 0; i < first.length; i++) {
            Judged one = scored.get(i).light();
            Judged two = other.apply(scored.get(i));
            first[i] = one.anomalous();
            second[i] = two.anomalous();
            change += Math.abs(one.score() - two.score()) / first.length;
        }
        return new Comparison(VerdictChanges.of(first, second, scenes), change);
    }

    /** What is kept of a detection, which may hold maps. */
    private record Judged(boolean anomalous, double score) {}

    /** A scene with the same figures four times. */
    private record Four(Judged light, Judged dark, Judged clothed, Judged moved) {

        static Four of(FittedDetector fitted, Image scene, UniformRandomProvider random) {
            List<Figure> figures = new ArrayList<>();
            int count = 1 + random.nextInt(MOST_FIGURES);
            for (int i = 0; i < count; i++) {
                figures.add(figure(scene, random));
            }
            int half = Figure.SKINS / 2;
            int dark = half + random.nextInt(half);
            int shift = 1 + random.nextInt(Figure.CLOTHES - 1);
            int columns = 1 + random.nextInt(4);
            return new Four(
                    judged(fitted, scene, figures, figure -> figure),
                    judged(fitted, scene, figures, figure -> figure.withSkin(dark)),
                    judged(
                            fitted,
                            scene,
                            figures,
                            figure -> figure.withClothing((figure.clothing() + shift) % Figure.CLOTHES)),
                    judged(fitted, scene, figures, figure -> figure.moved(columns)));
        }

        private static Figure figure(Image scene, UniformRandomProvider random) {
            double height = scene.height() * (SMALLEST + (LARGEST - SMALLEST) * random.nextDouble());
            double feet = height + (scene.height() - height) * random.nextDouble();
            double x = scene.width() * (MARGIN + (1 - 2 * MARGIN) * random.nextDouble());
            return new Figure(x, feet, height, random.nextInt(Figure.SKINS / 2), random.nextInt(Figure.CLOTHES));
        }

        private static Judged judged(
                FittedDetector fitted, Image scene, List<Figure> figures, UnaryOperator<Figure> change) {
            Image drawn = scene;
            for (Figure figure : figures) {
                drawn = change.apply(figure).in(drawn);
            }
            Detection detection = fitted.detect(drawn);
            if (detection.verdict().decision() == Decision.UNDECIDED) {
                throw new IllegalArgumentException(
                        "the detector does not decide: it must be calibrated on held-out normal images");
            }
            return new Judged(detection.verdict().decision() == Decision.ANOMALOUS, detection.score());
        }
    }
}

package io.xvad.detectors.sla2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.detectors.EarlierModel;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Sla2pTest extends DetectorContract {

    private static final double EPSILON = 5;

    @Override
    protected Detector detector() {
        return new Sla2p();
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.withSquare();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "input-size", "64",
                "projections", "16",
                "projection-size", "32",
                "accuracy", "0.95",
                "epsilon", "0.5",
                "epochs", "200");
    }

    private static GoldenLoss golden(Trainable net) throws IOException {
        GoldenLoss golden = new GoldenLoss("sla2p", net);
        net.keep(Sla2pNetwork.PROJECTIONS, golden.values("projections"));
        return golden;
    }

    /** With the averages that normalisation has in the golden network. */
    private static void average(GoldenLoss golden, Trainable net) throws IOException {
        for (String kept : List.of("first-norm-running-", "second-norm-running-")) {
            net.keep(kept + "mean", golden.values(kept + "mean"));
            net.keep(kept + "variance", golden.values(kept + "variance"));
        }
    }

    private static Map<String, INDArray> rows(GoldenLoss golden) throws IOException {
        return Map.of(FeatureNetwork.ROWS, golden.array("rows", 7, 5));
    }

    private static Trainable graph(double epsilon) {
        return new Sla2pNetwork(1, 5, 3, 4, epsilon, false).graph(1);
    }

    @Test
    void lossGradientsAndScoresEqualPyTorch() throws IOException {
        Trainable net = graph(EPSILON);
        GoldenLoss golden = golden(net);
        golden.agrees(rows(golden), Sla2pNetwork.LOSS, "");
        assertThat(net.run(rows(golden), Sla2pNetwork.ACCURACY)).containsExactly(golden.values("accuracy"));
        average(golden, net);
        assertThat(net.run(rows(golden), FeatureNetwork.SCORE)).containsExactly(golden.values("score"), within(1e-5f));
    }

    /** The score of SLA, the method without its perturbation. */
    @Test
    void withoutPerturbationItIsSla() throws IOException {
        Trainable net = graph(0);
        GoldenLoss golden = golden(net);
        average(golden, net);
        assertThat(net.run(rows(golden), FeatureNetwork.SCORE))
                .containsExactly(golden.values("unperturbed"), within(1e-5f));
    }

    @Test
    void scoresAreFrom0ToTwoOverTheClasses() throws IOException {
        Trainable net = graph(1000);
        GoldenLoss golden = golden(net);
        average(golden, net);
        for (float score : net.run(rows(golden), FeatureNetwork.SCORE)) {
            assertThat(score).isBetween(0f, 2f / 3);
        }
    }

    /** After a small step the predicted class is less likely, whatever the feature. */
    @Test
    void perturbationMakesThePredictedClassLessLikely() throws IOException {
        Trainable net = graph(EPSILON);
        GoldenLoss golden = golden(net);
        average(golden, net);
        ProjectionClassifier classifier = new ProjectionClassifier(net, 3, 4);
        SDVariable projected = net.input("projected", 4);
        net.graph().nn().softmax(classifier.logits(projected, Mode.SCORING), 1).rename("before");
        SDVariable moved = classifier.perturbed(projected, 0.05);
        net.graph().nn().softmax(classifier.logits(moved, Mode.SCORING), 1).rename("after");
        Map<String, INDArray> inputs = Map.of("projected", Nd4j.randn(200, 4));
        float[] before = net.run(inputs, "before");
        float[] after = net.run(inputs, "after");
        int lower = 0;
        for (int row = 0; row < 200; row++) {
            int predicted = 3 * row;
            for (int k = 3 * row; k < 3 * row + 3; k++) {
                predicted = before[k] > before[predicted] ? k : predicted;
            }
            lower += after[predicted] <= before[predicted] ? 1 : 0;
        }
        assertThat(lower).isGreaterThanOrEqualTo(198);
    }

    /** Where both hidden layers pass values on, the gradient is that of a linear classifier: W (p - e). */
    @Test
    void ofALinearClassifierTheGradientHasItsClosedForm() {
        Trainable net = new Trainable(3);
        ProjectionClassifier classifier = new ProjectionClassifier(net, 2, 2);
        classifier.gradient(net.input("projected", 2)).rename("gradient");
        Map<String, float[]> values = new HashMap<>(net.values());
        values.put("first", padded(2, 4));
        values.put("second", padded(4, 8));
        values.put("out", new float[16]);
        values.get("out")[0] = 1;
        values.get("out")[3] = 2;
        net.restore(values);
        float[] gradient = net.run(Map.of("projected", Nd4j.createFromArray(new float[][] {{2, 3}})), "gradient");
        double scale = 1 / (1 + 1e-5);
        double likely = 1 / (1 + Math.exp(scale * (2 - 6)));
        assertThat(gradient[0]).isCloseTo((float) (scale * (1 - likely)), within(1e-5f));
        assertThat(gradient[1]).isCloseTo((float) (scale * 2 * (likely - 1)), within(1e-5f));
    }

    private static float[] padded(int in, int out) {
        float[] weights = new float[in * out];
        for (int i = 0; i < in; i++) {
            weights[i * out + i] = 1;
        }
        return weights;
    }

    /** Entries of the random matrices are standard normal. */
    @Test
    void projectionsAreStandardNormal() {
        float[] entries = new Sla2pNetwork(1, 50, 8, 20, 1, false).graph(4).value(Sla2pNetwork.PROJECTIONS);
        double mean = 0;
        double squares = 0;
        for (float entry : entries) {
            mean += entry / entries.length;
            squares += entry * entry / entries.length;
        }
        assertThat(mean).isCloseTo(0, within(0.05));
        assertThat(squares).isCloseTo(1, within(0.05));
    }

    @Test
    void trainingEndsAsSoonAsAnswersAreRightOftenEnough() {
        Trainable net = graph(1);
        ProjectionLearner<Integer> learner = new ProjectionLearner<>(
                net,
                new Optimiser(net, Sla2pNetwork.LOSS, name -> 0.01, 0),
                List.of(1, 2, 3, 4, 5, 6),
                1,
                0,
                (some, random) -> Map.of(FeatureNetwork.ROWS, Nd4j.createFromArray(new float[][] {
                    {1, 2, 3, 4, 5}, {5, 4, 3, 2, 1}, {1, 0, 1, 0, 1}, {0, 1, -1, 0, 2}
                })));
        assertThat(learner.isDone()).isFalse();
        learner.epoch(RandomSource.XO_SHI_RO_256_PP.create(1));
        assertThat(learner.isDone()).isTrue();
        assertThat(Objects.requireNonNull(learner.state().get("answers"))[1]).isLessThan(6);
    }

    /** Its score is that of the mean row of the image, and each part of its map that of the mean row of the part. */
    @Test
    void atTheLevelOfTheImageMeanFeaturesAreJudged() throws IOException {
        Trainable ofImage = new Sla2pNetwork(2, 5, 3, 4, EPSILON, true).graph(1);
        GoldenLoss golden = golden(ofImage);
        average(golden, ofImage);
        Trainable ofPlaces = graph(EPSILON);
        average(golden(ofPlaces), ofPlaces);
        INDArray rows = Nd4j.createFromArray(
                new float[][] {{1, 2, 3, 4, 5}, {5, 4, 3, 2, 1}, {1, 0, 1, 0, 1}, {0, 1, -1, 0, 2}});
        INDArray mean = Nd4j.createFromArray(new float[][] {{1.75f, 1.75f, 1.5f, 1.5f, 2.25f}});
        float[] expected = ofPlaces.run(Map.of(FeatureNetwork.ROWS, mean), FeatureNetwork.SCORE);
        assertThat(ofImage.run(Map.of(FeatureNetwork.ROWS, rows), FeatureNetwork.IMAGE_SCORE))
                .containsExactly(expected, within(1e-5f));
        assertThat(ofImage.run(Map.of(FeatureNetwork.ROWS, rows), FeatureNetwork.SCORE))
                .containsExactly(ofPlaces.run(Map.of(FeatureNetwork.ROWS, rows), FeatureNetwork.SCORE), within(1e-5f));
    }

    @Test
    void aModelAtTheLevelOfTheImageLoads() {
        try (FittedDetector fitted = Training.of(detector())
                        .withOptions(options())
                        .with(Sla2p.LEVEL, "image")
                        .with(Sla2p.EPOCHS, 2)
                        .fit(Samples.of(normals()));
                FittedDetector loaded = Models.load(Models.toBytes(fitted))) {
            assertThat(loaded.detect(anomaly()).maps()).hasSize(1);
            assertThat(loaded.detect(anomaly())).isEqualTo(fitted.detect(anomaly()));
        }
    }

    /** As in the paper: from the images to be judged themselves, one of which is an anomaly. */
    @Test
    void learnsFromUnlabelledImagesWithoutAnyNormalOne() {
        List<Sample> unlabelled = new ArrayList<>(normals());
        unlabelled.add(anomaly());
        TrainingSet data = TrainingSet.empty().withUnlabelled(Samples.of(unlabelled));
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options()).fit(data)) {
            assertThat(fitted.provenance().learnedFrom().unlabelled()).isEqualTo(7);
            assertThat(fitted.provenance().trainingSize()).isZero();
            double highest = normals().stream()
                    .mapToDouble(sample -> fitted.detect(sample).score())
                    .max()
                    .orElseThrow();
            assertThat(fitted.detect(anomaly()).score()).isGreaterThan(highest);
        }
    }

    @Test
    void aModelOfAVersionWithAnotherClassifierIsRefused(@TempDir Path directory) {
        Path file = directory.resolve("old.xvad");
        try (FittedDetector fitted = Training.of(detector())
                .withOptions(options())
                .with(Sla2p.EPOCHS, 1)
                .withHeldOut(0)
                .fit(Samples.of(normals()))) {
            EarlierModel.write(file, fitted, "level");
            assertThatThrownBy(() -> Models.load(file))
                    .isInstanceOf(XvadModelException.class)
                    .hasMessageContaining("fit it again");
        }
    }

    @Test
    void everyImageHasAScoreOfItsOwn() {
        Image image = TestImages.stripes(40, 60, 80);
        try (FittedDetector fitted = Training.of(detector())
                .withOptions(options())
                .with(Sla2p.LEVEL, "image")
                .with(Sla2p.EPOCHS, 1)
                .fit(Samples.of(normals()))) {
            assertThat(fitted.detect(image).score())
                    .isBetween(0.0, 2.0 / 8)
                    .isNotEqualTo(fitted.detect(TestImages.stripes(41, 60, 80)).score());
        }
    }
}

package io.xvad.explainers.reliance;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.HeldOutMeasure;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.ProgressListener;
import io.xvad.explainers.restoration.Restoration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Learns how far explanations of a detector can be relied on, from 64 explanations of held-out normal images with synthetic defects.
 * For detectors of images that give maps and make normal versions; of the others, and where nearly all of the 64 explanations are right
 * or nearly all are wrong, nothing is learned.
 */
public final class RelianceMeasure implements HeldOutMeasure<RelianceModel> {

    private static final int SMALLEST_IMAGE = 8;
    private static final int FEWEST = 5;
    private static final String MEANS = "means";
    private static final String SPREADS = "spreads";
    private static final String REGRESSION = "regression";
    private static final String CALIBRATION = "calibration";

    @Override
    public String name() {
        return "reliance";
    }

    @Override
    public String description() {
        return "How often explanations that look alike point at the true cause, from synthetic defects";
    }

    @Override
    public Class<RelianceModel> type() {
        return RelianceModel.class;
    }

    @Override
    public Optional<RelianceModel> measure(
            FittedDetector calibrated, Samples heldOut, long seed, ProgressListener progress) {
        if (!Restoration.isPossible(calibrated) || !large(heldOut)) {
            return Optional.empty();
        }
        return NormalScores.of(calibrated)
                .map(normals -> new SyntheticExplanations(calibrated, normals, heldOut, seed))
                .flatMap(explanations -> learned(explanations.examples(name(), progress)));
    }

    private static boolean large(Samples samples) {
        return IntStream.range(0, samples.size())
                .mapToObj(samples::get)
                .allMatch(sample ->
                        sample instanceof Image image && Math.min(image.height(), image.width()) >= SMALLEST_IMAGE);
    }

    private static Optional<RelianceModel> learned(List<SyntheticExplanations.Example> examples) {
        long right =
                examples.stream().filter(SyntheticExplanations.Example::right).count();
        if (Math.min(right, examples.size() - right) < FEWEST) {
            return Optional.empty();
        }
        double[][] rows =
                examples.stream().map(one -> one.indications().toArray()).toArray(double[][]::new);
        boolean[] targets = new boolean[rows.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = examples.get(i).right();
        }
        return Optional.of(RelianceModel.learn(rows, targets));
    }

    @Override
    public void write(RelianceModel found, ModelWriter model) {
        model.doubles(MEANS, values(found.scale().means()));
        model.doubles(SPREADS, values(found.scale().spreads()));
        write(REGRESSION, found.regression(), model);
        write(CALIBRATION, found.calibration(), model);
    }

    private static void write(String name, LogisticRegression regression, ModelWriter model) {
        double[] all = new double[regression.weights().size() + 1];
        all[0] = regression.intercept();
        System.arraycopy(values(regression.weights()), 0, all, 1, all.length - 1);
        model.doubles(name, all);
    }

    private static double[] values(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public RelianceModel read(ModelReader model) {
        return new RelianceModel(
                new Standardisation(list(MEANS, Indications.COUNT, model), list(SPREADS, Indications.COUNT, model)),
                regression(REGRESSION, Indications.COUNT, model),
                regression(CALIBRATION, 1, model));
    }

    private static LogisticRegression regression(String name, int weights, ModelReader model) {
        List<Double> all = list(name, weights + 1, model);
        return new LogisticRegression(all.get(0), all.subList(1, all.size()));
    }

    private static List<Double> list(String name, int size, ModelReader model) {
        double[] values = model.doubles(name);
        if (values.length != size || !Arrays.stream(values).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "'" + name + "' needs " + size + " finite values, got " + Arrays.toString(values));
        }
        return Arrays.stream(values).boxed().toList();
    }
}

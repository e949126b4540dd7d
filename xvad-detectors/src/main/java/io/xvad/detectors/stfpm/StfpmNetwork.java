package io.xvad.detectors.stfpm;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.data.preprocess.Channels;
import io.xvad.detectors.distillation.Cosine;
import io.xvad.detectors.distillation.Scale;
import io.xvad.detectors.distillation.TeacherGrid;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.KeptRows;
import io.xvad.detectors.featurenetwork.TrainingFeatures;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.BatchLearner;
import io.xvad.training.Descent;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The student and its loss (Wang et al., 2021, equations 1 to 3): half the squared difference of features of unit length,
 * which is {@code 1 - cos}, averaged over the positions of a scale and summed over scales. The score of a position is the
 * product over scales, coarser ones enlarged bilinearly.
 *
 * @param scales the teacher's layers, from fine to coarse
 * @param size side of the images
 * @param side positions along a side of the teacher's finest layer
 * @param student of which architecture
 */
record StfpmNetwork(List<Scale> scales, int size, int side, Student student) implements FeatureNetwork {

    /** Name of the images that go into the student, shape (N, 3, size, size); model files of all versions have it. */
    static final String IMAGES = "pictures";

    static final String LOSS = "loss";

    private static final double MOMENTUM = 0.9;
    private static final double WEIGHT_DECAY = 1e-4;

    StfpmNetwork(PatchExtractor teacher, Student student) {
        this(Scale.of(teacher), teacher.spec().inputSize(), teacher.side(), student);
    }

    private int dimension() {
        return scales.stream().mapToInt(Scale::channels).sum();
    }

    @Override
    public Map<String, long[]> inputs() {
        Map<String, long[]> inputs = new LinkedHashMap<>();
        inputs.put(IMAGES, new long[] {1, 3, size, size});
        inputs.put(ROWS, new long[] {(long) side * side, dimension()});
        return inputs;
    }

    @Override
    public Trainable graph(long seed) {
        Trainable net = new Trainable(seed);
        TeacherGrid grid = new TeacherGrid(net.input(ROWS, dimension()), side);
        List<SDVariable> teacher = scales.stream().map(grid::features).toList();
        SDVariable images = net.input(IMAGES, 3, size, size);
        apart(net, teacher, student.features(net, Mode.TRAINING, images)).stream()
                .map(SDVariable::mean)
                .reduce(SDVariable::add)
                .orElseThrow()
                .rename(LOSS);
        List<SDVariable> maps = apart(net, teacher, student.features(net, Mode.SCORING, images));
        IntStream.range(0, scales.size())
                .mapToObj(i -> grid.enlarged(maps.get(i), scales.get(i)))
                .reduce(SDVariable::mul)
                .orElseThrow()
                .reshape(-1)
                .rename(SCORE);
        return net;
    }

    private static List<SDVariable> apart(Trainable net, List<SDVariable> teacher, List<SDVariable> student) {
        return IntStream.range(0, teacher.size())
                .mapToObj(i -> Cosine.distance(net.graph(), teacher.get(i), student.get(i)))
                .toList();
    }

    /** An image, and the teacher's features of it. */
    private record Lesson(float[] image, KeptRows rows) {}

    @Override
    public void train(Trainable net, TrainingFeatures features, FitRequest request) {
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            lessons.add(new Lesson(
                    Channels.colour(features.images().get(i)).toArray(),
                    features.rows().get(i)));
        }
        Options options = request.options();
        WeightRule rule = rule(options);
        BatchLearner<Lesson> learner = new BatchLearner<>(
                new Optimiser(net, name -> rule, LOSS),
                new Split<>(lessons, List.of()),
                options.get(TrainingOptions.BATCH),
                (some, random) -> values(
                        some.stream().map(Lesson::image).toList(),
                        features.standardised(some.stream().map(Lesson::rows).toList())),
                inputs -> {});
        TrainingLoop.toTheEnd(options, Stfpm.EPOCHS, request.seed()).run(learner, request.progress());
    }

    private static WeightRule rule(Options options) {
        double rate = options.get(Stfpm.LEARNING_RATE);
        if (options.get(Stfpm.OPTIMISER).equals(Stfpm.SGD)) {
            return WeightRule.of(rate).by(new Descent.Momentum(MOMENTUM, false)).withDecay(WEIGHT_DECAY);
        }
        return WeightRule.falling(rate, options.get(Stfpm.EPOCHS));
    }

    /** Values of the inputs for some images and their standardised features. */
    Map<String, INDArray> values(List<float[]> images, List<float[]> rows) {
        return Map.of(IMAGES, NetworkImages.batch(images, size), ROWS, FeatureNetwork.matrix(rows, dimension()));
    }
}

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
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import io.xvad.training.layers.Residual;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * The student and its loss (Wang et al., 2021, equations 1 to 3): half the squared difference of features of unit length,
 * which is {@code 1 - cos}, averaged over the positions of a scale and summed over scales. The score of a position is the
 * product over scales, coarser ones enlarged bilinearly. The student has the stages of ResNet-18, two residual blocks each; a
 * linear layer ends each scale, since features of the packaged backbone are not rectified.
 *
 * @param scales the teacher's layers, from fine to coarse
 * @param size side of the images
 * @param side positions along a side of the teacher's finest layer
 * @param width channels of the student's first stage, at stride 4
 */
record StfpmNetwork(List<Scale> scales, int size, int side, int width) implements FeatureNetwork {

    /** Name of the images that go into the student, shape (N, 3, size, size); model files of all versions have it. */
    static final String IMAGES = "pictures";

    static final String LOSS = "loss";

    private static final double MOMENTUM = 0.9;
    private static final double WEIGHT_DECAY = 1e-4;
    private static final int BLOCKS = 2;
    private static final int STEM = 7;
    private static final Pooling2DConfig HALVING =
            Pooling2DConfig.builder().kH(3).kW(3).sH(2).sW(2).pH(1).pW(1).build();

    StfpmNetwork(PatchExtractor teacher, Options options) {
        this(Scale.of(teacher), teacher.spec().inputSize(), teacher.side(), options.get(Stfpm.WIDTH));
    }

    /** @throws IllegalArgumentException if the finest layer is as large as the image, which the student halves first */
    StfpmNetwork {
        if (size < 2 * side) {
            throw new IllegalArgumentException("the student halves the image of " + size
                    + " pixels, so that layers must have a stride of 2 or more; the finest has " + side + " positions");
        }
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
        SDVariable images = net.input(IMAGES, 3, size, size).sub(0.5);
        apart(net, teacher, student(net, Mode.TRAINING, images)).stream()
                .map(SDVariable::mean)
                .reduce(SDVariable::add)
                .orElseThrow()
                .rename(LOSS);
        List<SDVariable> maps = apart(net, teacher, student(net, Mode.SCORING, images));
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

    /** The student's features at each scale. */
    private List<SDVariable> student(Trainable net, Mode mode, SDVariable images) {
        Residual residual = new Residual(net, mode);
        SDVariable x = residual.convolution("stem", images, 3, width, STEM, 2);
        List<SDVariable> features = new ArrayList<>();
        int stride = 2;
        int channels = width;
        for (Scale scale : scales) {
            for (; stride < size / side * scale.ratio(); stride *= 2) {
                int out = stride == 2 ? width : 2 * channels;
                SDVariable seen = stride == 2 ? net.graph().cnn().maxPooling2d(x, HALVING) : x;
                x = residual.block("stage-" + stride + "-0", seen, channels, out, stride == 2 ? 1 : 2);
                for (int block = 1; block < BLOCKS; block++) {
                    x = residual.block("stage-" + stride + "-" + block, x, out, out, 1);
                }
                channels = out;
            }
            String answer = "answer-" + features.size();
            features.add(new Layers(net, mode).convolution(answer, x, channels, scale.channels(), 1, 1, 0));
        }
        return features;
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

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
import io.xvad.training.Layers;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param width channels of the student's first layer
 */
record StfpmNetwork(List<Scale> scales, int size, int side, int width) implements FeatureNetwork {

    /** Name of the images that go into the student, shape (N, 3, size, size); model files of all versions have it. */
    static final String IMAGES = "pictures";

    static final String LOSS = "loss";

    StfpmNetwork(PatchExtractor teacher, Options options) {
        this(Scale.of(teacher), teacher.spec().inputSize(), teacher.side(), options.get(Stfpm.WIDTH));
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
        TeacherGrid teacher = new TeacherGrid(net.input(ROWS, dimension()), side);
        List<SDVariable> student = student(net);
        List<SDVariable> losses = new ArrayList<>();
        List<SDVariable> maps = new ArrayList<>();
        for (int i = 0; i < scales.size(); i++) {
            SDVariable apart = Cosine.distance(net.graph(), teacher.features(scales.get(i)), student.get(i));
            losses.add(apart.mean());
            maps.add(teacher.enlarged(apart, scales.get(i)));
        }
        losses.stream().reduce(SDVariable::add).orElseThrow().rename(LOSS);
        maps.stream().reduce(SDVariable::mul).orElseThrow().reshape(-1).rename(SCORE);
        return net;
    }

    /** Halves the image until the coarsest scale; its features at each scale on the way. */
    private List<SDVariable> student(Trainable net) {
        Layers layers = new Layers(net);
        SDVariable x = net.input(IMAGES, 3, size, size).sub(0.5);
        List<SDVariable> features = new ArrayList<>();
        int finest = size / side;
        int in = 3;
        int stride = 1;
        for (Scale scale : scales) {
            while (stride < finest * scale.ratio()) {
                int out = in == 3 ? width : 2 * in;
                stride *= 2;
                x = layers.rectified("halve-" + stride, x, in, out, 4, 2, 1);
                in = out;
            }
            SDVariable mixed = layers.rectified("mix-" + features.size(), x, in, in, 3, 1, 1);
            features.add(layers.convolution("answer-" + features.size(), mixed, in, scale.channels(), 1, 1, 0));
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
        double rate = request.options().get(Stfpm.LEARNING_RATE);
        BatchLearner<Lesson> learner = new BatchLearner<>(
                new Optimiser(net, LOSS, name -> rate, 0),
                Split.drawn(lessons, request.seed()),
                request.options().get(TrainingOptions.BATCH),
                (some, random) -> values(
                        some.stream().map(Lesson::image).toList(),
                        features.standardised(some.stream().map(Lesson::rows).toList())),
                inputs -> {});
        TrainingLoop.of(request.options(), Stfpm.EPOCHS, request.seed()).run(learner, request.progress());
    }

    /** Values of the inputs for some images and their standardised features. */
    Map<String, INDArray> values(List<float[]> images, List<float[]> rows) {
        return Map.of(IMAGES, NetworkImages.batch(images, size), ROWS, FeatureNetwork.matrix(rows, dimension()));
    }
}

package io.xvad.detectors.reversedistillation;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.detectors.distillation.Cosine;
import io.xvad.detectors.distillation.Scale;
import io.xvad.detectors.distillation.TeacherGrid;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.TrainingFeatures;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.training.Layers;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Bottleneck and decoder of reverse distillation (Deng and Li 2022, section 3.2): features of all scales are halved to the
 * coarsest grid and fused (multi-scale feature fusion), halved once more to the one-class embedding, and restored from it
 * scale by scale. The loss is the sum over scales of the mean of {@code 1 - cos} (equations 1 and 2), the score of a
 * position the sum over scales of that (section 3.3), coarser scales enlarged bilinearly.
 *
 * @param scales the teacher's layers, from fine to coarse
 * @param side positions along a side of the finest
 * @param width channels of the student
 */
record ReverseDistillationNetwork(List<Scale> scales, int side, int width) implements FeatureNetwork {

    static final String LOSS = "loss";

    ReverseDistillationNetwork(PatchExtractor teacher, Options options) {
        this(Scale.of(teacher), teacher.side(), options.get(ReverseDistillation.WIDTH));
    }

    private int dimension() {
        return scales.stream().mapToInt(Scale::channels).sum();
    }

    @Override
    public Map<String, long[]> inputs() {
        return Map.of(ROWS, new long[] {(long) side * side, dimension()});
    }

    @Override
    public void train(Trainable net, TrainingFeatures features, FitRequest request) {
        double rate = request.options().get(ReverseDistillation.LEARNING_RATE);
        features.train(new Optimiser(net, LOSS, name -> rate, 0), ReverseDistillation.EPOCHS, request);
    }

    @Override
    public Trainable graph(long seed) {
        Trainable net = new Trainable(seed);
        Layers layers = new Layers(net);
        TeacherGrid grid = new TeacherGrid(net.input(ROWS, dimension()), side);
        List<SDVariable> teacher = scales.stream().map(grid::features).toList();
        List<SDVariable> student = decoded(layers, embedding(net, layers, teacher));
        List<SDVariable> distances = new ArrayList<>();
        for (int i = 0; i < scales.size(); i++) {
            distances.add(Cosine.distance(net.graph(), teacher.get(i), student.get(i)));
        }
        distances.stream()
                .map(SDVariable::mean)
                .reduce(SDVariable::add)
                .orElseThrow()
                .rename(LOSS);
        List<SDVariable> enlarged = new ArrayList<>();
        for (int i = 0; i < scales.size(); i++) {
            enlarged.add(grid.enlarged(distances.get(i), scales.get(i)));
        }
        enlarged.stream().reduce(SDVariable::add).orElseThrow().reshape(-1).rename(SCORE);
        return net;
    }

    /** Multi-scale feature fusion and one-class embedding. */
    private SDVariable embedding(Trainable net, Layers layers, List<SDVariable> teacher) {
        Scale coarsest = scales.get(scales.size() - 1);
        List<SDVariable> fused = new ArrayList<>();
        int channels = 0;
        for (int i = 0; i < scales.size(); i++) {
            SDVariable x = teacher.get(i);
            int in = scales.get(i).channels();
            for (int step = 0; step < scales.get(i).halvings(coarsest); step++) {
                x = layers.rectified("halve-" + i + "-" + step, x, in, width, 3, 2, 1);
                in = width;
            }
            fused.add(x);
            channels += in;
        }
        SDVariable joined = fused.size() == 1 ? fused.get(0) : net.graph().concat(1, fused.toArray(SDVariable[]::new));
        return layers.rectified(
                "embed", layers.rectified("fuse", joined, channels, width, 1, 1, 0), width, 2 * width, 3, 2, 1);
    }

    /** The student: the features of each scale from the embedding, from fine to coarse. */
    private List<SDVariable> decoded(Layers layers, SDVariable embedding) {
        List<SDVariable> student = new ArrayList<>();
        SDVariable x = embedding;
        int in = 2 * width;
        int ratio = 2 * scales.get(scales.size() - 1).ratio();
        for (int i = scales.size() - 1; i >= 0; i--) {
            while (ratio > scales.get(i).ratio()) {
                ratio /= 2;
                x = layers.enlarged("decode-" + ratio, x, in, width, side / ratio);
                in = width;
            }
            student.add(
                    0,
                    layers.convolution("restore-" + i, x, width, scales.get(i).channels(), 1, 1, 0));
        }
        return student;
    }
}

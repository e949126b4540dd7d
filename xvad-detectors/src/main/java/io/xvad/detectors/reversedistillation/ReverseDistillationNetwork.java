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
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import io.xvad.training.layers.Residual;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Bottleneck and decoder of reverse distillation (Deng and Li 2022, section 3.2). Features of all scales are halved to the coarsest
 * grid and put together (multi-scale feature fusion); residual blocks halve them once more to the one-class embedding, and others
 * restore them from it scale by scale. The loss of a scale is {@code 1 - cos} of all its features as one vector, as in the authors'
 * code; the score of a position is the sum over scales of {@code 1 - cos} there, coarser scales enlarged bilinearly. A linear layer
 * ends each scale of the decoder, since features of the packaged backbone are not rectified.
 *
 * @param scales the teacher's layers, from fine to coarse
 * @param side positions along a side of the finest
 * @param width channels of the decoder at the coarsest scale; half as many at each finer one, twice as many in the embedding
 * @param blocks residual blocks of the embedding and of each scale of the decoder
 */
record ReverseDistillationNetwork(List<Scale> scales, int side, int width, int blocks) implements FeatureNetwork {

    static final String LOSS = "loss";

    ReverseDistillationNetwork(PatchExtractor teacher, Options options) {
        this(
                Scale.of(teacher),
                teacher.side(),
                options.get(ReverseDistillation.WIDTH),
                options.get(ReverseDistillation.BLOCKS));
    }

    private int dimension() {
        return scales.stream().mapToInt(Scale::channels).sum();
    }

    private Scale coarsest() {
        return scales.get(scales.size() - 1);
    }

    @Override
    public Map<String, long[]> inputs() {
        return Map.of(ROWS, new long[] {(long) side * side, dimension()});
    }

    @Override
    public void train(Trainable net, TrainingFeatures features, FitRequest request) {
        Options options = request.options();
        WeightRule falling = WeightRule.falling(
                options.get(ReverseDistillation.LEARNING_RATE), options.get(ReverseDistillation.EPOCHS));
        features.trainToTheEnd(new Optimiser(net, name -> falling, LOSS), ReverseDistillation.EPOCHS, request);
    }

    @Override
    public Trainable graph(long seed) {
        Trainable net = new Trainable(seed);
        TeacherGrid grid = new TeacherGrid(net.input(ROWS, dimension()), side);
        List<SDVariable> teacher = scales.stream().map(grid::features).toList();
        loss(net, teacher, student(net, Mode.TRAINING, teacher));
        score(net, grid, teacher, student(net, Mode.SCORING, teacher));
        return net;
    }

    private void loss(Trainable net, List<SDVariable> teacher, List<SDVariable> student) {
        Trainable.sum(IntStream.range(0, scales.size())
                        .mapToObj(
                                i -> Cosine.ofWhole(net.graph(), teacher.get(i), student.get(i), values(scales.get(i)))
                                        .mean())
                        .toList())
                .rename(LOSS);
    }

    private long values(Scale scale) {
        long own = side / scale.ratio();
        return scale.channels() * own * own;
    }

    private void score(Trainable net, TeacherGrid grid, List<SDVariable> teacher, List<SDVariable> student) {
        Trainable.sum(IntStream.range(0, scales.size())
                        .mapToObj(i -> grid.enlarged(
                                Cosine.distance(net.graph(), teacher.get(i), student.get(i)), scales.get(i)))
                        .toList())
                .reshape(-1)
                .rename(SCORE);
    }

    private List<SDVariable> student(Trainable net, Mode mode, List<SDVariable> teacher) {
        return decoded(net, mode, embedding(net, mode, fused(net, mode, teacher)));
    }

    /** The teacher's features at the coarsest grid, with how many channels that makes. */
    private record Fused(SDVariable features, int channels) {}

    private Fused fused(Trainable net, Mode mode, List<SDVariable> teacher) {
        Residual residual = new Residual(net, mode);
        List<SDVariable> parts = new ArrayList<>();
        int channels = 0;
        for (int i = 0; i < scales.size(); i++) {
            SDVariable x = teacher.get(i);
            int in = scales.get(i).channels();
            for (int left = scales.get(i).halvings(coarsest()) - 1; left >= 0; left--) {
                int out = channels(left);
                x = residual.convolution("fuse-" + i + "-" + left, x, in, out, 2);
                in = out;
            }
            parts.add(x);
            channels += in;
        }
        SDVariable joined = parts.size() == 1 ? parts.get(0) : net.graph().concat(1, parts.toArray(SDVariable[]::new));
        return new Fused(joined, channels);
    }

    /** Channels of the student at a scale that is so many times finer than the coarsest by two. */
    private int channels(int finer) {
        return Math.max(1, width >> finer);
    }

    private SDVariable embedding(Trainable net, Mode mode, Fused fused) {
        Residual residual = new Residual(net, mode);
        SDVariable x = residual.block("embed-0", fused.features, fused.channels, 2 * width, 2);
        for (int block = 1; block < blocks; block++) {
            x = residual.block("embed-" + block, x, 2 * width, 2 * width, 1);
        }
        return x;
    }

    /** The student's features of each scale from the embedding, from fine to coarse. */
    private List<SDVariable> decoded(Trainable net, Mode mode, SDVariable embedding) {
        Residual residual = new Residual(net, mode);
        Layers layers = new Layers(net, mode);
        List<SDVariable> student = new ArrayList<>();
        SDVariable x = embedding;
        int in = 2 * width;
        int finer = 0;
        for (int i = scales.size() - 1; i >= 0; i--) {
            for (; finer <= scales.get(i).halvings(coarsest()); finer++) {
                int out = channels(finer);
                String name = "decode-" + finer + "-";
                x = residual.enlargingBlock(name + 0, x, in, out);
                for (int block = 1; block < blocks; block++) {
                    x = residual.block(name + block, x, out, out, 1);
                }
                in = out;
            }
            student.add(
                    0, layers.convolution("restore-" + i, x, in, scales.get(i).channels(), 1, 1, 0));
        }
        return student;
    }
}

package io.xvad.detectors.stfpm;

import io.xvad.detectors.distillation.Cosine;
import io.xvad.detectors.distillation.Scale;
import io.xvad.detectors.distillation.TeacherGrid;
import io.xvad.detectors.heads.Head;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The student of feature pyramid matching and its loss (Wang et al. 2021, equations 1 to 3): half the squared difference of
 * features of unit length, which is {@code 1 - cos}, averaged over the positions of a scale and summed over scales. The
 * score of a position is the product over scales (equation 5), coarser ones enlarged bilinearly.
 */
final class StudentGraph {

    static final String PICTURES = "pictures";
    static final String LOSS = "loss";

    private StudentGraph() {}

    /**
     * For pictures of a side of {@code size}, of which the teacher's finest layer makes {@code side} positions.
     */
    static Trainable build(List<Scale> scales, int size, int side, int width, long seed) {
        Trainable net = new Trainable(seed);
        int dimension = scales.stream().mapToInt(Scale::channels).sum();
        TeacherGrid grid = new TeacherGrid(net.input(Head.ROWS, dimension), side);
        List<SDVariable> student = student(net, scales, size, size / side, width);
        List<SDVariable> losses = new ArrayList<>();
        List<SDVariable> maps = new ArrayList<>();
        for (int i = 0; i < scales.size(); i++) {
            SDVariable apart = Cosine.distance(net.graph(), grid.features(scales.get(i)), student.get(i));
            losses.add(apart.mean());
            maps.add(grid.enlarged(apart, scales.get(i)));
        }
        losses.stream().reduce(SDVariable::add).orElseThrow().rename(LOSS);
        maps.stream().reduce(SDVariable::mul).orElseThrow().reshape(-1).rename(Head.SCORE);
        return net;
    }

    /** Halves the picture until the coarsest scale, and answers at each scale on the way. */
    private static List<SDVariable> student(Trainable net, List<Scale> scales, int size, int finest, int width) {
        Layers layers = new Layers(net);
        SDVariable x = net.input(PICTURES, 3, size, size).sub(0.5);
        List<SDVariable> answers = new ArrayList<>();
        int in = 3;
        int stride = 1;
        for (Scale scale : scales) {
            while (stride < finest * scale.ratio()) {
                int out = in == 3 ? width : 2 * in;
                stride *= 2;
                x = layers.rectified("halve-" + stride, x, in, out, 4, 2, 1);
                in = out;
            }
            SDVariable mixed = layers.rectified("mix-" + answers.size(), x, in, in, 3, 1, 1);
            answers.add(layers.convolution("answer-" + answers.size(), mixed, in, scale.channels(), 1, 1, 0));
        }
        return answers;
    }
}

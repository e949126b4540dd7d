package io.xvad.detectors.efficientad;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.textures.Textures;
import io.xvad.training.BatchLearner;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Teacher, student and autoencoder of EfficientAD and their losses (Batzner et al., 2024, sections 3.2 and 3.3). The student answers
 * twice: what the teacher says, learned from the hardest features only, and what the autoencoder says. On images of other things the
 * first answer is to be 0, which is the teacher's mean on normal images. The share of the differences that teach nothing may rise from 0 in
 * the first steps, which the paper does not have.
 */
final class EfficientAdNetwork extends ImageNetwork {

    static final String AUGMENTED = "augmented-images";
    static final String OTHER = "other-images";
    static final String TEACHER = "teacher-answer";
    static final String TEACHER_OF_AUGMENTED = "teacher-answer-to-augmented";
    static final String THRESHOLD = "hard-threshold";
    static final String DESCRIBED = "teacher-description";
    static final String LOSS = "loss";

    private static final String STUDENT = "student";
    private static final String RAW = "teacher-raw";
    private static final String ANSWER = "student-answer";
    private static final String MEANS = "teacher-means";
    private static final String SCALES = "teacher-scales";
    private static final String STRUCTURAL = "structural-map";
    private static final String LOGICAL = "logical-map";
    static final String SCALED = "scaled-map";
    private static final double DECAY = 1e-5;
    private static final double GREY = 0.3;
    private static final double SMALLEST = 1e-6;

    private final Options options;
    private final PatchNetwork described;
    private final GlobalAutoencoder autoencoder;
    private final Textures textures;
    private final Steps steps = new Steps();
    private int wanted = 1;

    EfficientAdNetwork(Options options, Teacher teacher, int size, long seed) {
        this(
                options,
                new Shape(
                        teacher.network(),
                        new GlobalAutoencoder(
                                size,
                                options.get(EfficientAd.AUTOENCODER_WIDTH),
                                teacher.network().outputs())),
                size,
                seed);
        teacher.into(net());
    }

    private EfficientAdNetwork(Options options, Shape shape, int size, long seed) {
        super(shape.graph(size, seed), size);
        this.options = options;
        this.described = shape.teacher;
        this.autoencoder = shape.autoencoder;
        this.textures = Textures.of(size);
    }

    /** The sizes of teacher and autoencoder; the student is as wide as the teacher. */
    record Shape(PatchNetwork teacher, GlobalAutoencoder autoencoder) {

        /** All of them, with the losses of a training step and the map of one image. */
        Trainable graph(int size, long seed) {
            Trainable net = new Trainable(seed);
            SDVariable images = net.input(INPUT, 3, size, size);
            addLoss(net, images, size);
            addMap(net, images);
            return net;
        }

        private void addLoss(Trainable net, SDVariable images, int size) {
            int outputs = teacher.outputs();
            int side = PatchNetwork.side(size);
            SDVariable augmented = net.input(AUGMENTED, 3, size, size);
            SDVariable other = net.input(OTHER, 3, size, size);
            PatchNetwork.Use student = teacher.doubled().in(net, STUDENT, Mode.TRAINING);
            SDVariable answer = student.of(images, 0, outputs).rename(ANSWER);
            Losses.add(
                    net,
                    net.input(TEACHER, outputs, side, side),
                    answer,
                    student.of(other, 0, outputs),
                    net.input(TEACHER_OF_AUGMENTED, outputs, side, side),
                    autoencoder.of(net, augmented, Mode.TRAINING),
                    student.of(augmented, outputs, 2 * outputs));
        }

        private void addMap(Trainable net, SDVariable images) {
            int outputs = teacher.outputs();
            SDVariable raw = teacher.in(net, Teacher.NAME, Mode.SCORING)
                    .of(images, 0, outputs)
                    .rename(RAW);
            SDVariable means = net.kept(MEANS, 0, 1, outputs, 1, 1);
            SDVariable said =
                    raw.sub(means).mul(net.kept(SCALES, 1, 1, outputs, 1, 1)).rename(DESCRIBED);
            SDVariable answers =
                    teacher.doubled().in(net, STUDENT, Mode.SCORING).of(images, 0, 2 * outputs);
            SDVariable restored = autoencoder.of(net, images, Mode.SCORING);
            SDVariable structural = apart(said, half(answers, 0, outputs)).rename(STRUCTURAL);
            SDVariable logical =
                    apart(restored, half(answers, outputs, 2 * outputs)).rename(LOGICAL);
            SDVariable both = MapScaling.scaled(net, STRUCTURAL, structural)
                    .add(MapScaling.scaled(net, LOGICAL, logical))
                    .mul(0.5);
            int border = PatchNetwork.BORDER;
            SDVariable around = net.graph()
                    .constant(Nd4j.createFromArray(new int[][] {{0, 0}, {border, border}, {border, border}}));
            net.graph().nn().pad(both, around, 0).rename(SCALED);
        }

        private static SDVariable half(SDVariable answers, int from, int to) {
            return answers.get(SDIndex.all(), SDIndex.interval(from, to), SDIndex.all(), SDIndex.all());
        }

        private static SDVariable apart(SDVariable a, SDVariable b) {
            return a.getSameDiff().math().square(a.sub(b)).mean(1);
        }
    }

    /** The loss: four terms that weigh the same. */
    static final class Losses {

        private Losses() {}

        /**
         * Adds the loss to a graph.
         *
         * @param teacher what the teacher says of normal images
         * @param answer what the student says the teacher says
         * @param other the same on images of other things
         * @param augmented what the teacher says of augmented normal images
         * @param restored what the autoencoder says of them
         * @param second what the student says the autoencoder says
         */
        static void add(
                Trainable net,
                SDVariable teacher,
                SDVariable answer,
                SDVariable other,
                SDVariable augmented,
                SDVariable restored,
                SDVariable second) {
            SameDiff graph = net.graph();
            SDVariable squares = graph.math().square(teacher.sub(answer));
            SDVariable hard = graph.gte(squares, net.input(THRESHOLD, 1, 1, 1)).castTo(DataType.FLOAT);
            SDVariable hardLoss = squares.mul(hard).sum().div(hard.sum());
            hardLoss.add(graph.math().square(other).mean())
                    .add(graph.math().square(augmented.sub(restored)).mean())
                    .add(graph.math().square(restored.sub(second)).mean())
                    .rename(LOSS);
        }
    }

    @Override
    protected Optimiser optimiser() {
        WeightRule rule = WeightRule.falling(options.get(EfficientAd.LEARNING_RATE), options.get(EfficientAd.EPOCHS))
                .withDecay(DECAY);
        return new Optimiser(net(), name -> name.startsWith(Teacher.NAME) ? WeightRule.FROZEN : rule, LOSS);
    }

    /** A tenth of the images is kept for the quantiles. */
    @Override
    protected Split<float[]> split(List<float[]> images, long seed) {
        Split<float[]> split = Split.drawn(images, seed);
        return split.heldOut().isEmpty() ? super.split(images, seed) : split;
    }

    /** Puts each of the teacher's outputs on mean 0 and deviation 1 over the training images. */
    @Override
    protected void begin(List<float[]> images, FitRequest request) {
        wanted = stepsOf(images.size());
        int outputs = described.outputs();
        double[] sums = new double[outputs];
        double[] squares = new double[outputs];
        int cells = PatchNetwork.side(size()) * PatchNetwork.side(size());
        for (float[] image : images) {
            float[] raw = run(inputs(image), RAW);
            for (int i = 0; i < raw.length; i++) {
                sums[i / cells] += raw[i];
                squares[i / cells] += (double) raw[i] * raw[i];
            }
        }
        long count = (long) cells * images.size();
        float[] means = new float[outputs];
        float[] scales = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            double mean = sums[i] / count;
            means[i] = (float) mean;
            scales[i] = (float) (1 / Math.max(SMALLEST, Math.sqrt(Math.max(0, squares[i] / count - mean * mean))));
        }
        net().keep(MEANS, means);
        net().keep(SCALES, scales);
    }

    /** Counts the training steps made so far; a checkpoint keeps the count. */
    private static final class Steps implements BatchLearner.AfterStep {

        private static final String NAME = "steps";

        private int made;

        @Override
        public void stepped(Map<String, INDArray> inputs) {
            made++;
        }

        @Override
        public Map<String, float[]> state() {
            return Map.of(NAME, new float[] {made});
        }

        @Override
        public void restore(Map<String, float[]> state) {
            made = Math.round(Objects.requireNonNull(state.get(NAME))[0]);
        }
    }

    @Override
    protected BatchLearner.AfterStep afterStep() {
        return steps;
    }

    private int stepsOf(int images) {
        int drawn = options.get(EfficientAd.EPOCH_IMAGES);
        int batch = options.get(EfficientAd.BATCH);
        return options.get(EfficientAd.EPOCHS) * (((drawn > 0 ? drawn : images) + batch - 1) / batch);
    }

    /** The quantile above which differences are hard, after so many of all steps. */
    static double hard(double quantile, double rising, int made, int all) {
        return made >= rising * all ? quantile : quantile * made / (rising * all);
    }

    /** Scales both maps by their quantiles on normal images. */
    @Override
    protected void finish(List<float[]> learned, List<float[]> images) {
        scaling(images, STRUCTURAL).into(net(), STRUCTURAL);
        scaling(images, LOGICAL).into(net(), LOGICAL);
    }

    private MapScaling scaling(List<float[]> images, String map) {
        int cells = PatchNetwork.side(size()) * PatchNetwork.side(size());
        double[] values = new double[images.size() * cells];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(doubles(run(inputs(images.get(i)), map)), 0, values, i * cells, cells);
        }
        return MapScaling.ofNormal(values);
    }

    /** The inputs of a step; the threshold is the quantile of the differences as they are now. */
    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        List<float[]> augmented = new ArrayList<>();
        List<float[]> others = new ArrayList<>();
        for (float[] image : images) {
            augmented.add(ColourChange.drawn(image, random));
            others.add(other(random));
        }
        Map<String, INDArray> inputs = new HashMap<>(autoencoder.masks(images.size(), random));
        INDArray seen = NetworkImages.batch(images, size());
        INDArray changed = NetworkImages.batch(augmented, size());
        Map<String, INDArray> said = net().output(Map.of(INPUT, seen), DESCRIBED, ANSWER);
        INDArray teacher = Objects.requireNonNull(said.get(DESCRIBED));
        inputs.put(INPUT, seen);
        inputs.put(AUGMENTED, changed);
        inputs.put(OTHER, NetworkImages.batch(others, size()));
        inputs.put(TEACHER, teacher);
        inputs.put(
                TEACHER_OF_AUGMENTED,
                Objects.requireNonNull(
                        net().output(Map.of(INPUT, changed), DESCRIBED).get(DESCRIBED)));
        try (INDArray answer = Objects.requireNonNull(said.get(ANSWER))) {
            inputs.put(THRESHOLD, threshold(floats(teacher), floats(answer)));
        }
        return inputs;
    }

    private float[] other(UniformRandomProvider random) {
        float[] values = textures.drawn(random).toArray();
        if (random.nextDouble() >= GREY) {
            return values;
        }
        float[] grey = ColourChange.grey(values);
        int cells = values.length / 3;
        for (int i = 0; i < values.length; i++) {
            values[i] = grey[i % cells];
        }
        return values;
    }

    private INDArray threshold(float[] teacher, float[] answer) {
        double[] squares = new double[teacher.length];
        for (int i = 0; i < squares.length; i++) {
            double apart = teacher[i] - answer[i];
            squares[i] = apart * apart;
        }
        double share =
                hard(options.get(EfficientAd.HARD_QUANTILE), options.get(EfficientAd.RISING), steps.made, wanted);
        double quantile = share > 0 ? MapScaling.quantile(squares, 100 * share) : 0;
        return Nd4j.create(new float[] {(float) quantile}, new long[] {1, 1, 1, 1}, 'c');
    }

    private static float[] floats(INDArray array) {
        try (INDArray ordered = array.dup('c')) {
            return ordered.data().asFloat();
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    @Override
    protected Optional<ScoreTerms> terms() {
        return Optional.of(ScoreTerms.maximum(SCALED));
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        return variables(SCALED);
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return export.variables(SCALED);
    }
}

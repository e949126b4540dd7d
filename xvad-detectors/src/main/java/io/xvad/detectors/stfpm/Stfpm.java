package io.xvad.detectors.stfpm;

import io.xvad.core.XvadModelException;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Network;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.distillation.DistillationDetector;
import io.xvad.detectors.distillation.Scale;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.LearnedNetwork;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores a place by how badly a student network, trained on normal images only, predicts the features that a frozen teacher
 * has there, at several scales: STFPM (Wang, Han, Ding and Huang 2021, "Student-Teacher Feature Pyramid Matching for Anomaly
 * Detection", BMVC). As in the paper the student has the architecture of its teacher, untrained; or, if that is wanted or the teacher
 * is no convolutional network, that of a ResNet-18. It learns by Adam with a learning rate that falls to 0 along a line, where the paper
 * takes gradient descent with momentum and a constant rate of 0.4 for more epochs. Stateless.
 */
public final class Stfpm extends DistillationDetector {

    /** The largest number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(60);

    /** First step of the optimiser, which falls to 0. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.003);

    static final String TEACHER = "teacher";
    static final String RESIDUAL = "residual";

    /** The architecture of the student. */
    public static final OptionSpec<String> STUDENT = OptionSpec.choice(
            "student",
            TEACHER,
            List.of(TEACHER, RESIDUAL),
            "Whether the student has the architecture of its teacher, which must be a convolutional network, or that of a ResNet");

    /** Width of a residual student. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width", 32, 1, 1024, "Channels of a residual student's first stage; each of the next has twice as many");

    /** The student's optimiser: Adam with a learning rate that falls to 0, or gradient descent with momentum. */
    public static final OptionSpec<String> OPTIMISER = OptionSpec.choice(
            "optimiser",
            "adam",
            List.of("adam", "sgd"),
            "Adam with a learning rate that falls to 0, or gradient descent with momentum 0.9, a constant rate and a weight decay of"
                    + " 0.0001, as in the paper");

    static final String SGD = "sgd";

    @Override
    public String name() {
        return "stfpm";
    }

    @Override
    public String description() {
        return "Where a student fails to give a frozen network's features at several scales (Wang et al. 2021)";
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class, Reconstructs.class, RemembersImages.class, WholeGraph.class);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected OptionSpec<Double> learningRate() {
        return LEARNING_RATE;
    }

    @Override
    protected List<OptionSpec<?>> methodOptions() {
        return List.of(STUDENT, WIDTH, OPTIMISER);
    }

    @Override
    protected Optional<Preset> paper() {
        return Optional.of(Preset.paper("the packaged backbone")
                .with(STUDENT, TEACHER)
                .with(EPOCHS, 100)
                .with(TrainingOptions.BATCH, 32)
                .with(OPTIMISER, SGD)
                .with(LEARNING_RATE, 0.4)
                .with(FeatureOptions.INPUT_SIZE, 256)
                .with(FeatureOptions.TRAINING_IMAGES, 0));
    }

    @Override
    protected FeatureNetwork network(PatchExtractor extractor, Options options) {
        return new StfpmNetwork(
                extractor,
                options.get(STUDENT).equals(TEACHER) ? likeItsTeacher(extractor) : residual(extractor, options));
    }

    private static Student likeItsTeacher(PatchExtractor teacher) {
        try {
            return TeachersArchitecture.of(teacher);
        } catch (XvadModelException e) {
            throw new IllegalArgumentException(
                    "backbone '" + teacher.spec().name() + "' gives no student of its own kind, take student=residual: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Student residual(PatchExtractor teacher, Options options) {
        int finest = teacher.spec().inputSize() / teacher.side();
        return new ResidualStudent(Scale.of(teacher), finest, options.get(WIDTH));
    }

    @Override
    protected FittedDetector fitted(LearnedNetwork learned, Network network, Options options) {
        return new FittedStfpm(learned, network, () -> restored(learned, options));
    }

    /** Models of the first edition do not say which architecture their student has. */
    private static StfpmNetwork restored(LearnedNetwork learned, Options options) {
        PatchExtractor teacher = learned.extractor();
        return new StfpmNetwork(
                teacher,
                ResidualStudent.is(learned.saved()) ? residual(teacher, options) : TeachersArchitecture.of(teacher));
    }
}

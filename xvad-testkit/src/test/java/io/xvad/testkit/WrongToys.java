package io.xvad.testkit;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Attends;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.RecordedAnswers;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Preset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/** Detectors that break the contract, each in one way. */
final class WrongToys {

    private WrongToys() {}

    /** Scores at random, though it says that the same seed gives the same bits. */
    public static final class Moody extends Toy {

        public Moody() {
            super("moody-toy");
        }

        @Override
        double score(Image image, double level, RecordedAnswers answers) {
            return super.score(image, level, answers)
                    + 0.001 * ThreadLocalRandom.current().nextDouble();
        }
    }

    /** Comes back from its file with another level. */
    public static final class Forgetful extends Toy {

        public Forgetful() {
            super("forgetful-toy");
        }

        @Override
        public FittedDetector load(ModelReader model) {
            return new FittedToy(this, 0, model.provenance(), RecordedAnswers.none());
        }
    }

    /** Its maps are turned on their side. */
    public static final class Askew extends Toy {

        public Askew() {
            super("askew-toy");
        }

        @Override
        List<AnomalyMap> maps(Image image, double level) {
            return List.of(AnomalyMap.of(image.width(), image.height(), image.toArray()));
        }
    }

    /** Offers a capability that it does not declare. */
    public static final class Secretive extends Toy {

        public Secretive() {
            super("secretive-toy");
        }

        @Override
        public Set<Class<?>> capabilities() {
            return Set.of();
        }
    }

    /** Declares a capability that it does not offer. */
    public static final class Boastful extends Toy {

        public Boastful() {
            super("boastful-toy");
        }

        @Override
        Capabilities offered() {
            return Capabilities.none();
        }

        @Override
        public Set<Class<?>> capabilities() {
            return Set.of(Attends.class);
        }
    }

    /** Says that it learns from nothing, and learns from normal images. */
    public static final class Insincere extends ReferenceToys.ZeroShot {

        public Insincere() {
            super("insincere-toy");
        }

        @Override
        public int fewestNormals() {
            return 1;
        }

        @Override
        double level(TrainingRecord record) {
            return mean(record.normals());
        }
    }

    /** Says that it learns from labels, and reads none. */
    public static final class Deaf extends ReferenceToys.Labelled {

        public Deaf() {
            super("deaf-toy");
        }

        @Override
        double level(TrainingRecord record) {
            return mean(record.normals());
        }
    }

    /** Learns from labels without saying so. */
    public static final class Sly extends ReferenceToys.Labelled {

        public Sly() {
            super("sly-toy");
        }

        @Override
        public Set<Supervision> supervision() {
            return Set.of(Supervision.ONE_CLASS);
        }
    }

    /** Says that its answers are recorded, and does not save them. */
    public static final class Careless extends ReferenceToys.Recorded {

        public Careless() {
            super("careless-toy");
        }

        @Override
        RecordedAnswers answers(ModelReader model) {
            return RecordedAnswers.none();
        }
    }

    /** Says that its answers are recorded, and asks anew each time. */
    public static final class Asking extends ReferenceToys.Recorded {

        public Asking() {
            super("asking-toy");
        }

        @Override
        double score(Image image, double level, RecordedAnswers answers) {
            return Double.parseDouble(ask(image));
        }
    }

    /** Says that normal images are anomalous. */
    public static final class Contrary extends Toy {

        public Contrary() {
            super("contrary-toy");
        }

        @Override
        double score(Image image, double level, RecordedAnswers answers) {
            return -super.score(image, level, answers);
        }
    }

    /** Says that it needs three normal images, and takes two. */
    public static final class Hasty extends Toy {

        public Hasty() {
            super("hasty-toy");
        }

        @Override
        public int fewestNormals() {
            return 3;
        }

        @Override
        public void requireEnoughNormals(TrainingSet data) {}
    }

    /** May be closed once only. */
    public static final class Touchy extends Toy {

        public Touchy() {
            super("touchy-toy");
        }

        @Override
        public FittedDetector load(ModelReader model) {
            return new ClosedOnce(super.load(model));
        }
    }

    private static final OptionSpec<Integer> EFFORT = OptionSpec.integer("effort", 1, 1, 9, "Does nothing");

    /** A preset of its sets an option that it does not have. */
    public static final class Presuming extends Toy {

        public Presuming() {
            super("presuming-toy");
        }

        @Override
        public List<Preset> presets() {
            return List.of(Preset.of("thorough", "Tries harder").with(EFFORT, 9));
        }
    }

    /** Its preset named standard is not what it does without one. */
    public static final class Substandard extends Toy {

        public Substandard() {
            super("substandard-toy");
        }

        @Override
        public List<OptionSpec<?>> options() {
            return List.of(EFFORT);
        }

        @Override
        public List<Preset> presets() {
            return List.of(Preset.of(Preset.STANDARD, "Tries harder").with(EFFORT, 9));
        }
    }

    /** Says that it forgets, and makes a note of what. */
    public static final class Tattling extends LongLivedToy {

        public Tattling() {
            super("tattling-toy");
        }

        @Override
        List<String> kept(List<String> forgotten) {
            return forgotten;
        }
    }

    /** Says that it learns more, and spoils what it knew. */
    public static final class Fickle extends LongLivedToy {

        public Fickle() {
            super("fickle-toy");
        }

        @Override
        double[] remembered(double[] levels) {
            Arrays.fill(levels, 2);
            return levels;
        }
    }

    private static final class ClosedOnce implements FittedDetector {

        private final FittedDetector inner;
        private final AtomicBoolean closed = new AtomicBoolean();

        ClosedOnce(FittedDetector inner) {
            this.inner = inner;
        }

        @Override
        public Detection detect(Sample sample) {
            return inner.detect(sample);
        }

        @Override
        public Capabilities capabilities() {
            return inner.capabilities();
        }

        @Override
        public Provenance provenance() {
            return inner.provenance();
        }

        @Override
        public void save(ModelWriter model) {
            inner.save(model);
        }

        @Override
        public void close() {
            if (closed.getAndSet(true)) {
                throw new IllegalStateException("closed again");
            }
        }
    }
}

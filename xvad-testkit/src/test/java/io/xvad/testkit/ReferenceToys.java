package io.xvad.testkit;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Determinism;
import io.xvad.core.Image;
import io.xvad.core.Supervision;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.RecordedAnswers;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Detectors of every paradigm that keep the contract. */
final class ReferenceToys {

    private ReferenceToys() {}

    /** Knows beforehand that bright is anomalous. */
    public static class ZeroShot extends Toy {

        public ZeroShot() {
            this("zero-shot-toy");
        }

        ZeroShot(String name) {
            super(name);
        }

        @Override
        public Set<Supervision> supervision() {
            return Set.of(Supervision.ZERO_SHOT);
        }

        @Override
        public int fewestNormals() {
            return 0;
        }

        @Override
        double level(TrainingRecord record) {
            return 0.5;
        }
    }

    /** Does not say where. */
    public static final class Mapless extends Toy {

        public Mapless() {
            super("mapless-toy");
        }

        @Override
        List<AnomalyMap> maps(Image image, double level) {
            return List.of();
        }
    }

    /** Learns from anomalies too: the level lies between them and the normal images. */
    public static class Labelled extends Toy {

        public Labelled() {
            this("labelled-toy");
        }

        Labelled(String name) {
            super(name);
        }

        @Override
        public Set<Supervision> supervision() {
            return Set.of(Supervision.ONE_CLASS, Supervision.SEMI_SUPERVISED);
        }

        @Override
        double level(TrainingRecord record) {
            double normal = mean(record.normals());
            return record.labelled().size() == 0 ? normal : (normal + labelled(record)) / 2;
        }

        private static double labelled(TrainingRecord record) {
            double sum = 0;
            for (int i = 0; i < record.labelled().size(); i++) {
                if (record.labelled().label(i).anomalous()) {
                    sum += brightest(record.labelled().get(i).requireImage());
                }
            }
            return sum / record.labelled().size();
        }
    }

    /** Needs three normal images. */
    public static final class Hungry extends Toy {

        public Hungry() {
            super("hungry-toy");
        }

        @Override
        public int fewestNormals() {
            return 3;
        }
    }

    /** Asks somebody who is never quite sure, and remembers the answers. */
    public static class Recorded extends ZeroShot {

        public Recorded() {
            this("recorded-toy");
        }

        Recorded(String name) {
            super(name);
        }

        @Override
        public Determinism determinism() {
            return Determinism.RECORDED;
        }

        @Override
        List<ExternalModel> external() {
            return List.of(ExternalModel.named("an oracle")
                    .withPrompt("how bright is it?")
                    .withEndpoint(URI.create("https://user:secret@example.org/ask?key=secret")));
        }

        @Override
        List<AnomalyMap> maps(Image image, double level) {
            return List.of();
        }

        @Override
        double score(Image image, double level, RecordedAnswers answers) {
            return Double.parseDouble(answers.answer(image.id(), () -> ask(image)));
        }

        static String ask(Image image) {
            return Double.toString(
                    brightest(image) + 0.001 * ThreadLocalRandom.current().nextDouble());
        }

        @Override
        void save(ModelWriter model, double level, RecordedAnswers answers) {
            super.save(model, level, answers);
            answers.write(model);
        }

        @Override
        RecordedAnswers answers(ModelReader model) {
            return RecordedAnswers.read(model);
        }
    }
}

package io.xvad.foundation.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.LabelledSamples;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.foundation.model.AuxiliarySquares;
import io.xvad.foundation.model.Export;
import io.xvad.testkit.SeparateProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was trained on auxiliary images scores the same in a program without xvad-training and ND4J. */
class TrainedHeadsWithoutNd4jTest {

    private static final List<String> DETECTORS = List.of("clip-ad", "inctrl");

    @TempDir
    private static Path directory;

    /** Loads models and prints the scores of an image. */
    static final class Scores {

        private Scores() {}

        public static void main(String[] files) {
            System.out.println("nd4j " + Scores.class.getResource("/org/nd4j/linalg/factory/Nd4j.class"));
            for (String file : files) {
                try (FittedDetector fitted = Models.load(Path.of(file))) {
                    SeparateProcess.print(fitted.provenance().detector(), score(fitted));
                }
            }
        }
    }

    private static double score(FittedDetector fitted) {
        return fitted.detect(Export.of("inctrl").image("image")).map().max();
    }

    private static Path file(String detector) {
        return directory.resolve(detector + ".xvad");
    }

    private static boolean isForScoringAlone(String entry) {
        return !entry.matches(".*(nd4j|deeplearning4j|datavec).*\\.jar") && !entry.contains("xvad-training");
    }

    @Test
    void scoresAreTheSameWithoutNd4j() {
        LabelledSamples auxiliary = AuxiliarySquares.of("tile", 4);
        Samples normals = Samples.of(Export.of("inctrl").images("references"));
        double[] wanted = new double[DETECTORS.size()];
        for (int i = 0; i < wanted.length; i++) {
            String name = DETECTORS.get(i);
            Training training = Training.of(Registry.load(Detector.class).get(name))
                    .with(FoundationOptions.WEIGHTS, Export.of(name).weights())
                    .withHeldOut(0);
            try (FittedDetector fitted =
                    training.fit(TrainingSet.normals(normals).withAuxiliary(auxiliary))) {
                Models.save(fitted, file(name));
                wanted[i] = score(fitted);
            }
        }
        SeparateProcess process = SeparateProcess.of(
                TrainedHeadsWithoutNd4jTest::isForScoringAlone,
                Scores.class,
                DETECTORS.stream().map(name -> file(name).toString()).toList());
        assertThat(process.output()).contains("nd4j null");
        for (int i = 0; i < wanted.length; i++) {
            List<Double> scored = Objects.requireNonNull(process.numbers().get(DETECTORS.get(i)));
            assertThat(scored.get(0)).isCloseTo(wanted[i], within(1e-6));
        }
    }
}

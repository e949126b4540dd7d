package io.xvad.video.language.anomize;

import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.testkit.SeparateProcess;
import java.nio.file.Path;
import java.util.List;

/** Scores clips with models in a program of its own, on a class path of the test's choice. */
final class AnomizeScores {

    private AnomizeScores() {}

    /** Prints for each model the numbers of an anomalous clip. */
    public static void main(String[] models) {
        for (String model : models) {
            try (FittedDetector fitted = Models.load(Path.of(model))) {
                String name = Path.of(model).getFileName().toString().replace(".xvad", "");
                SeparateProcess.print(
                        name, numbers(fitted).stream().mapToDouble(one -> one).toArray());
            }
        }
        System.out.println("nd4j "
                + Thread.currentThread().getContextClassLoader().getResource("org/nd4j/linalg/factory/Nd4j.class"));
    }

    /** The score of the first frame and of one within the anomaly, and what is observed there of texts and streams, in all. */
    static List<Double> numbers(FittedDetector fitted) {
        List<ScoredFrame> frames =
                fitted.capability(ScoresFrames.class).orElseThrow().scored(AnomizeTest.clip(70, "fire"));
        ScoredFrame within = frames.get(12);
        Finding told = within.findings().get(0);
        double observed =
                told.attributes().stream().mapToDouble(one -> one.observed()).sum();
        return List.of(frames.get(0).score(), within.score(), observed);
    }
}

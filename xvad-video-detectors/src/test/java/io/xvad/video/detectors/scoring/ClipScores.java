package io.xvad.video.detectors.scoring;

import io.xvad.core.AnomalyMap;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.testkit.SeparateProcess;
import io.xvad.video.Walks;
import java.nio.file.Path;
import java.util.List;

/** A program that loads models and prints what they say of a clip. */
final class ClipScores {

    private ClipScores() {}

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

    /** The scores of three frames, the sum of the last map, if there is one, and of what is most surprising in that frame. */
    static List<Double> numbers(FittedDetector fitted) {
        List<ScoredFrame> frames =
                fitted.capability(ScoresFrames.class).orElseThrow().scored(Walks.anomaly());
        ScoredFrame last = frames.get(frames.size() - 1);
        return List.of(
                frames.get(0).score(),
                frames.get(frames.size() / 2).score(),
                last.score(),
                last.map().map(ClipScores::sum).orElse(0.0),
                last.findings().stream().mapToDouble(ClipScores::surprise).sum());
    }

    private static double surprise(Finding finding) {
        return finding.attributes().stream()
                .mapToDouble(AttributeDeviation::surprise)
                .sum();
    }

    private static double sum(AnomalyMap map) {
        double sum = 0;
        for (float value : map.toArray()) {
            sum += value;
        }
        return sum;
    }
}

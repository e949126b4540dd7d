package io.xvad.cli.demo;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.registry.Registry;
import io.xvad.evaluation.ImageEvaluation;
import io.xvad.report.ImageCard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found in the test images of a subject by a detector that learned it, and explanations of some.
 *
 * @param subject what was inspected
 * @param result the figures
 * @param detections of the test images, in their order
 * @param cards of explained images
 */
record Inspection(Subject subject, ImageEvaluation.Result result, List<Detection> detections, List<ImageCard> cards) {

    private static final String EXPLAINER = "verbal";

    /**
     * Learns a subject, looks at its test images and explains some that are flagged.
     *
     * @param shown largest number of images to explain, flagged ones if there are any; kinds of defects take turns
     */
    static Inspection of(Subject subject, int shown, long seed, Training training) {
        try (FittedDetector fitted = subject.fit(training)) {
            List<Detection> detections = new ArrayList<>();
            ImageEvaluation evaluation = new ImageEvaluation();
            for (TestImage test : subject.tests()) {
                Detection detection = fitted.detect(test.image());
                detections.add(detection);
                evaluation.add(test.kind(), detection, test.mask());
            }
            List<ImageCard> cards = new ArrayList<>();
            for (int index : chosen(subject.tests(), detections, shown)) {
                cards.add(card(fitted, subject.tests().get(index), detections.get(index), seed));
            }
            return new Inspection(subject, evaluation.result(), detections, cards);
        }
    }

    /** Flagged anomalous images, one of each kind, then another of each; the highest score if nothing is flagged. */
    private static List<Integer> chosen(List<TestImage> tests, List<Detection> detections, int shown) {
        Map<String, List<Integer>> byKind = new LinkedHashMap<>();
        for (int i = 0; i < tests.size(); i++) {
            if (tests.get(i).anomalous() && flagged(detections.get(i))) {
                byKind.computeIfAbsent(tests.get(i).kind(), kind -> new ArrayList<>())
                        .add(i);
            }
        }
        List<Integer> chosen = new ArrayList<>();
        for (int turn = 0; chosen.size() < shown && turn < tests.size(); turn++) {
            for (List<Integer> kind : byKind.values()) {
                if (turn < kind.size() && chosen.size() < shown) {
                    chosen.add(kind.get(turn));
                }
            }
        }
        return chosen.isEmpty() ? List.of(highest(detections)) : chosen;
    }

    private static int highest(List<Detection> detections) {
        int highest = 0;
        for (int i = 1; i < detections.size(); i++) {
            highest = detections.get(i).score() > detections.get(highest).score() ? i : highest;
        }
        return highest;
    }

    static boolean flagged(Detection detection) {
        return detection.verdict().decision() == Decision.ANOMALOUS;
    }

    private static ImageCard card(FittedDetector fitted, TestImage test, Detection detection, long seed) {
        Explainer explainer = Registry.load(Explainer.class).get(EXPLAINER);
        Explanation explanation =
                explainer.explain(fitted, test.image(), detection, ExplainRequest.of(explainer, Map.of(), seed));
        return ImageCard.of(test.title(), test.image(), test.defect(), fitted, List.of(explanation));
    }

    long anomalous() {
        return subject.tests().stream().filter(TestImage::anomalous).count();
    }

    /** Flagged test images that are anomalous, or that are not. */
    long flagged(boolean anomalous) {
        long count = 0;
        for (int i = 0; i < detections.size(); i++) {
            count += subject.tests().get(i).anomalous() == anomalous && flagged(detections.get(i)) ? 1 : 0;
        }
        return count;
    }
}

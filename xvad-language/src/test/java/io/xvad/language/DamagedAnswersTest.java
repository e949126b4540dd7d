package io.xvad.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.Sample;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.language.anomalygpt.AnomalyGpt;
import io.xvad.language.anomalyov.AnomalyOv;
import io.xvad.language.gpt4v.Gpt4v;
import io.xvad.language.gpt4vad.Gpt4vAd;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of models with letters, numbers and pieces that are wrong: a score, or an error in words, whatever they are. */
class DamagedAnswersTest {

    private static final int ANSWERS = 200;
    private static final List<String> PIECES = List.of(
            "",
            "0",
            "-1",
            "1e999",
            "NaN",
            "99999999999999999999",
            "null",
            "[",
            "{",
            "}",
            "\"",
            ":",
            ",",
            "\u0000",
            "\uD83D",
            "yes",
            "No. ",
            "image: ",
            "region 2: ",
            "[[[[[[[[[[".repeat(20));

    static Stream<Arguments> detectors() {
        Function<ChatModel, Detector> scores = Gpt4vAd::new;
        Function<ChatModel, Detector> reasons = Gpt4v::new;
        Function<ChatModel, Detector> gpt = AnomalyGpt::new;
        Function<ChatModel, Detector> ov = AnomalyOv::new;
        return Stream.of(
                Arguments.of(
                        scores,
                        "{\"image\": 0.9, \"regions\": [{\"region\": 2, \"score\": 0.7}, {\"region\": 3, \"score\": 0.5}]}"),
                Arguments.of(scores, "image score: 0.9; region 2: 0.7; region 3: 0.5; others: 0"),
                Arguments.of(reasons, "{\"anomalous\": true, \"score\": 0.9, \"reason\": \"a hole\", \"regions\": []}"),
                Arguments.of(gpt, "Yes, there is an anomaly in the image, at the bottom left of the image."),
                Arguments.of(ov, "Yes."));
    }

    private static String damaged(String answer, SplittableRandom random) {
        String damaged = answer;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int from = random.nextInt(damaged.length() + 1);
            int to = Math.min(damaged.length(), from + random.nextInt(8));
            damaged = damaged.substring(0, from) + PIECES.get(random.nextInt(PIECES.size())) + damaged.substring(to);
        }
        return damaged;
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void whateverAModelAnswersThereIsAScoreOrAnErrorInWords(Function<ChatModel, Detector> detector, String answer) {
        Sample sample = TestImages.anomaly("odd", 16);
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < ANSWERS; i++) {
            String said = damaged(answer, random);
            try (FittedDetector fitted =
                    training(detector.apply(Scripted.of(said))).fit(TrainingSet.empty())) {
                score(fitted, sample, said);
            }
        }
    }

    private static Training training(Detector detector) {
        Training training = Training.of(detector).withHeldOut(0).withOptions(Map.of("image-size", "48"));
        return detector instanceof Gpt4vAd
                ? training.with(Gpt4vAd.DIVISION, "grid").with(Gpt4vAd.GRID, 2)
                : training;
    }

    private static void score(FittedDetector fitted, Sample sample, String said) {
        double score;
        try {
            score = fitted.detect(sample).score();
        } catch (IllegalArgumentException e) {
            assertThat(e).as(said).hasMessageContaining("odd");
            return;
        }
        assertThat(score).as(said).isBetween(0.0, 1.0);
    }
}

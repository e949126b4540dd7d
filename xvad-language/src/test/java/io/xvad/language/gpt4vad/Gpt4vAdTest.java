package io.xvad.language.gpt4vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.language.Scripted;
import io.xvad.language.ScriptedProvider;
import io.xvad.language.TestImages;
import io.xvad.language.detector.ChatOptions;
import io.xvad.testkit.DetectorContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Gpt4vAdTest extends DetectorContract {

    private static final int SIDE = 40;

    @Override
    protected Detector detector() {
        return new Gpt4vAd();
    }

    @Override
    protected List<Sample> normals() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            normals.add(TestImages.normal("normal " + i, SIDE, i));
        }
        return normals;
    }

    @Override
    protected Sample anomaly() {
        return TestImages.anomaly("odd", SIDE);
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "endpoint",
                "scripted://red/",
                "model",
                "red",
                "superpixels",
                "9",
                "image-size",
                "48",
                "least-pixels",
                "20");
    }

    private static Detection detection(Scripted model, int samples) {
        Training training = Training.of(new Gpt4vAd(model))
                .withHeldOut(0)
                .withOptions(Map.of("division", "grid", "grid", "2", "image-size", "48"))
                .with(ChatOptions.SAMPLES, samples);
        try (FittedDetector fitted = training.fit(TrainingSet.empty())) {
            return fitted.detect(TestImages.anomaly("odd", SIDE));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"image\": 0.9, \"regions\": [{\"region\": 2, \"score\": 0.7}, {\"region\": 2, \"score\": 0.3}, {\"region\": 3, \"score\": 0.5}]}",
                "image score: 0.9; region 2: 0.7; region 3: 0.5; others: 0",
                "Image: 0.9. Region 2: 0.7, region 3 : 0.5."
            })
    void answersBecomeAMapOfRegions(String answer) {
        Detection detection = detection(Scripted.of(answer), 1);
        assertThat(detection.score()).isCloseTo(0.9, within(1e-9));
        assertThat(detection.map().at(0, 0)).isZero();
        assertThat(detection.map().at(0, SIDE - 1)).isEqualTo(0.7f);
        assertThat(detection.map().at(SIDE - 1, 0)).isEqualTo(0.5f);
        assertThat(detection.map().at(SIDE - 1, SIDE - 1)).isZero();
    }

    @Test
    void aRegionThatASampleDoesNotNameHasZeroThere() {
        Detection detection = detection(Scripted.of("image: 1; region 1: 1", "image: 0.5; region 4: 0.5"), 2);
        assertThat(detection.score()).isCloseTo(0.75, within(1e-9));
        assertThat(detection.map().at(0, 0)).isEqualTo(0.5f);
        assertThat(detection.map().at(SIDE - 1, SIDE - 1)).isEqualTo(0.25f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image: 7",
                "image: 0.5; region 9: 1",
                "{\"image\": 0.5}",
                "region 1: 1",
                "{\"image\": 0.5, \"regions\": [1]}"
            })
    void wrongAnswersAreRefused(String answer) {
        assertThatThrownBy(() -> detection(Scripted.of(answer), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[UNPARSED]");
    }

    @Test
    void theImageIsSentAsASquareWithMarks() {
        Scripted model = Scripted.of("image: 0");
        detection(model, 1);
        Image sent = ScriptedProvider.last(model.asked().get(0));
        assertThat(List.of(sent.height(), sent.width())).containsExactly(48, 48);
        assertThat(sent.at(1, 10, 23)).isEqualTo(1);
        assertThat(model.asked().get(0).messages().get(1).toString())
                .contains("image of: object.", "numbered from 1 to 4");
    }
}

package io.xvad.language.anomalyov;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Detection;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.language.Scripted;
import io.xvad.language.served.ServedModelContract;
import org.junit.jupiter.api.Test;

class AnomalyOvTest extends ServedModelContract {

    @Override
    protected Detector detector() {
        return new AnomalyOv();
    }

    @Test
    void theQuestionIsAskedAndThereIsNoMap() {
        Scripted model = Scripted.of("Yes");
        try (FittedDetector fitted =
                Training.of(new AnomalyOv(model)).withHeldOut(0).fit(TrainingSet.empty())) {
            Detection detection = fitted.detect(ODD);
            assertThat(detection.score()).isEqualTo(1);
            assertThat(detection.hasMaps()).isFalse();
        }
        assertThat(model.asked().get(0).messages().get(1).toString())
                .contains("Are there any defects for the object in the image? Please reply with 'Yes' or 'No'.");
    }
}

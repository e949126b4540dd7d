package io.xvad.generative;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.testkit.DetectorContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What all detectors keep that learn a flow of features. */
public abstract class FlowDetectorContract extends DetectorContract {

    /** How many epochs teach it something. */
    protected abstract int epochs();

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.anomaly(99);
    }

    @Test
    void trainedItTellsAnomaliesApartAndUntrainedLessWell() {
        Map<String, String> trained = new HashMap<>(options());
        trained.put("epochs", "" + epochs());
        Map<String, String> untrained = new HashMap<>(options());
        untrained.put("epochs", "1");
        untrained.put("learning-rate", "1e-9");
        assertThat(Separation.of(detector(), trained)).isGreaterThan(Separation.of(detector(), untrained));
    }

    @Test
    void isDifferentiable() {
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options()).fit(Samples.of(normals()))) {
            Differentiable gradient = fitted.capability(Differentiable.class).orElseThrow();
            float[] values = gradient.inputGradient(anomaly().requireImage()).toArray();
            assertThat(values).doesNotContain(Float.NaN).isNotEqualTo(new float[values.length]);
        }
    }
}

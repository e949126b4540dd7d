package io.xvad.metrics.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MaxSensitivityTest {

    private static Image grey() {
        float[] values = new float[64];
        Arrays.fill(values, 0.5f);
        return Image.of("grey", 1, 8, 8, values);
    }

    private static AnomalyMap identity(Image image) {
        return AnomalyMap.of(8, 8, image.toArray());
    }

    @Test
    void anExplanationThatIgnoresTheImageIsStable() {
        AnomalyMap fixed = AnomalyMap.of(8, 8, grey().toArray());
        assertThat(MaxSensitivity.of(image -> fixed, grey(), 0.1, 5, 1)).isZero();
    }

    @Test
    void theIdentityChangesByAtMostRadiusOverValue() {
        double sensitivity = MaxSensitivity.of(MaxSensitivityTest::identity, grey(), 0.1, 20, 1);
        assertThat(sensitivity).isBetween(0.1 / 0.5 / Math.sqrt(3) * 0.9, 0.1 / 0.5);
    }

    @Test
    void aSteeperExplanationIsMoreSensitiveAndMoreDrawsNeverLowerIt() {
        double few = MaxSensitivity.of(MaxSensitivityTest::identity, grey(), 0.1, 2, 1);
        double many = MaxSensitivity.of(MaxSensitivityTest::identity, grey(), 0.1, 30, 1);
        double steep = MaxSensitivity.of(MaxSensitivityTest::fifthPower, grey(), 0.1, 2, 1);
        assertThat(many).isGreaterThanOrEqualTo(few);
        assertThat(steep).isGreaterThan(3 * few);
    }

    private static AnomalyMap fifthPower(Image image) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(values[i], 5);
        }
        return AnomalyMap.of(8, 8, values);
    }

    @Test
    void anAllZeroExplanationHasNoSensitivity() {
        AnomalyMap zero = AnomalyMap.of(8, 8, new float[64]);
        assertThat(MaxSensitivity.of(image -> zero, grey(), 0.1, 2, 1)).isNaN();
    }

    @Test
    void refusesValuesOutOfRange() {
        assertThatThrownBy(() -> MaxSensitivity.of(MaxSensitivityTest::identity, grey(), 0, 2, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MaxSensitivity.of(MaxSensitivityTest::identity, grey(), 0.1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

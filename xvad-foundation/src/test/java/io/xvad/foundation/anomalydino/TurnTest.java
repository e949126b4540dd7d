package io.xvad.foundation.anomalydino;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.data.preprocess.Rotation;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TurnTest {

    private static Image image(int height, int width) {
        float[] values = new float[3 * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 17 / 17f;
        }
        return Image.of("image", 3, height, width, values);
    }

    @Test
    void aSquareIsTurnedAsByRotation() {
        Image square = image(9, 9);
        assertThat(new Turn(45).of(square).toArray())
                .containsExactly(new Rotation(9, 45).of(square.toArray()), Offset.offset(1e-6f));
    }

    @Test
    void halfATurnReversesAllPixels() {
        Image turned = new Turn(180).of(image(4, 6));
        assertThat(turned.at(1, 0, 1)).isCloseTo(image(4, 6).at(1, 3, 4), Offset.offset(1e-5f));
    }
}

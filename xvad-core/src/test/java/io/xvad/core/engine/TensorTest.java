package io.xvad.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {

    @Test
    void aTensorKnowsWhatItsValuesAre() {
        Tensor floats = Tensor.of(new float[] {1, 2}, 2, 1);
        Tensor longs = Tensor.ofLongs(new long[] {3, 4}, 2);
        Tensor truths = Tensor.ofBooleans(new boolean[] {true}, 1);
        assertThat(floats.type()).isEqualTo(Tensor.Type.FLOAT32);
        assertThat(longs.type()).isEqualTo(Tensor.Type.INT64);
        assertThat(truths.type()).isEqualTo(Tensor.Type.BOOL);
        assertThat(floats.toArray()).containsExactly(1, 2);
        assertThat(longs.longs()).containsExactly(3, 4);
        assertThat(truths.booleans()).containsExactly(true);
        assertThat(longs.size()).isEqualTo(2);
    }

    @Test
    void valuesOfAnotherTypeAreNotGiven() {
        Tensor longs = Tensor.ofLongs(new long[] {3, 4}, 2);
        assertThatThrownBy(longs::toArray)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("float32")
                .hasMessageContaining("int64");
        assertThatThrownBy(longs::buffer).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(longs::booleans).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Tensor.of(new float[1], 1).longs()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shapeAndValuesAgree() {
        assertThatThrownBy(() -> Tensor.ofLongs(new long[3], 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs 4 values, got 3");
        assertThatThrownBy(() -> Tensor.of(new float[3], 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatGoesInAndComesOutIsCopied() {
        long[] values = {1, 2};
        Tensor tensor = Tensor.ofLongs(values, 2);
        values[0] = 9;
        tensor.longs()[1] = 9;
        assertThat(tensor.longs()).containsExactly(1, 2);
    }
}

package io.xvad.foundation.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SetScalingTest {

    @Test
    void normalImagesLieBetweenZeroAndOneAndOthersBeyond() {
        SetScaling scaling = SetScaling.over(List.of(new float[] {2, 5}, new float[] {3}));
        assertThat(scaling.scaled(2)).isZero();
        assertThat(scaling.scaled(5)).isEqualTo(1);
        assertThat(scaling.scaled(8)).isEqualTo(2);
        assertThat(scaling.scaled(-1)).isEqualTo(-1);
    }

    @Test
    void withoutARangeTheDistanceFromItRemains() {
        assertThat(SetScaling.over(List.of(new float[] {2}, new float[] {2})).scaled(2.5))
                .isEqualTo(0.5);
    }
}

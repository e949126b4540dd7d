package io.xvad.foundation.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PartGraphTest {

    @Test
    void aggregatesAsNumpyDoes() {
        assertThat(PartGraph.aggregated(Golden.floats("graph/vectors"), 10))
                .containsExactly(Golden.floats("graph/aggregated"), Offset.offset(1e-5f));
    }

    @Test
    void aPartAloneStaysAsItIs() {
        assertThat(PartGraph.aggregated(new float[] {1, 2, 2}, 3))
                .containsExactly(new float[] {1, 2, 2}, Offset.offset(1e-6f));
    }
}

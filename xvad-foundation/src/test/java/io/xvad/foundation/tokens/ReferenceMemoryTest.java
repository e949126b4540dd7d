package io.xvad.foundation.tokens;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceMemoryTest {

    @Test
    void moreReferencesThanAnArrayHoldsAreRefusedInALine() {
        Options options = Options.defaults(List.of(FeatureOptions.ENGINE, FeatureOptions.THREADS));
        List<float[]> many = Collections.nCopies(3_000, new float[1_000_000]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferenceMemory.of(many, 1_000, options))
                .withMessageContaining("3000 reference images have 3000000000 values")
                .withMessageContaining("take at most 2147");
    }
}

package io.xvad.foundation.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.xvad.core.option.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoundationOptionsTest {

    private static Options named(String name) {
        return Options.parse(List.of(FoundationOptions.CLASS_NAME), Map.of("class-name", name));
    }

    @Test
    void aClassNameIsTakenAsItIs() {
        assertThat(FoundationOptions.className(named("metal_nut"))).isEqualTo("metal_nut");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "_"})
    void aBlankClassNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoundationOptions.className(named(name)))
                .withMessageContaining("class-name");
    }
}

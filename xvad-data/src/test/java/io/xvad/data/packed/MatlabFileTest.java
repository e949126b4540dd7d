package io.xvad.data.packed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatlabFileTest {

    /** Found by fuzzing: files of 320 and 544 bytes that tell of a name of 1 GiB and of values of 2 GiB. */
    @ParameterizedTest
    @ValueSource(strings = {"huge-name.mat", "huge-values.mat"})
    void noMemoryIsTakenForWhatTheFileCannotHold(String name) throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(getClass().getResource("/broken/" + name))
                .toURI());
        assertThatThrownBy(() -> MatlabFile.read(file, any -> true))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("can hold at most");
    }
}

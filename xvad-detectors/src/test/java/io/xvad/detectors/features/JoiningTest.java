package io.xvad.detectors.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JoiningTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBack(Joining joining) {
        assertThat(readBack(joining::write)).contains(joining);
    }

    @Test
    void modelsOfTheFirstEditionDoNotSay() {
        assertThat(readBack(model -> {})).isEmpty();
    }

    @Test
    void anotherWordIsRefused() {
        assertThatThrownBy(() -> readBack(model -> model.strings("joining", List.of("NEAREST"))))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("'joining'")
                .hasMessageContaining("NEAREST");
    }

    @Test
    void aRepeatedLineIsHadBack() {
        assertThat(Joining.REPEATED.enlarged(new float[] {1, 2, 3}, 6)).containsExactly(1, 1, 2, 2, 3, 3);
    }

    private Optional<Joining> readBack(Consumer<ModelWriter> body) {
        Path file = folder.resolve("model.xvad");
        ModelFile.write(file, new Provenance("toy", Map.of(), 3, 2, "f", "1"), body);
        try (ModelReader model = ModelFile.open(file)) {
            return Joining.read(model);
        }
    }
}

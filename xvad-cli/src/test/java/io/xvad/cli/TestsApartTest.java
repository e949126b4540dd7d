package io.xvad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestsApartTest {

    @TempDir
    private Path root = Path.of("");

    private Path folder(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    @Test
    void theDirectoryOfTheDataIsNotAuxiliaryHoweverItIsNamed() throws IOException {
        Path bottle = folder("bottle");
        Path screw = folder("screw");
        TestsApart apart = new TestsApart(List.of(folder("bottle/train/good")), Optional.empty());
        assertThatCode(() -> apart.requireOther(List.of(screw))).doesNotThrowAnyException();
        for (Path same : List.of(bottle, root.resolve("screw/../bottle"), bottle.resolve("train/good"))) {
            assertThatThrownBy(() -> apart.requireOther(List.of(screw, same)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--auxiliary " + same + " is where the normal images come from");
        }
        assertThat(apart.holdsData(root.resolve("nowhere"))).isFalse();
    }

    @Test
    void theThingThatIsDetectedIsNotAuxiliary() throws IOException {
        TestsApart apart = new TestsApart(List.of(), Optional.of("metal nut"));
        List<Path> things = List.of(folder("screw"), folder("Metal_Nut"));
        assertThatCode(() -> apart.requireOther(things.subList(0, 1))).doesNotThrowAnyException();
        assertThatThrownBy(() -> apart.requireOther(things)).hasMessageContaining("shows 'metal nut' by its name");
    }
}

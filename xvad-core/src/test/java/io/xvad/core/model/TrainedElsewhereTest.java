package io.xvad.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadModelException;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedElsewhereTest {

    private static final OptionSpec<Integer> SIZE = OptionSpec.integer("size", 32, 1, 256, "Side");
    private static final byte[] ONNX = {8, 9};

    @TempDir
    private Path folder;

    private Options options(int size) {
        return Options.parse(
                List.of(SIZE, TrainedElsewhere.NETWORKS), Map.of("size", "" + size, "networks", folder.toString()));
    }

    private void write(String json) throws IOException {
        Files.writeString(folder.resolve("model.json"), json);
        Files.write(folder.resolve("n.onnx"), ONNX);
    }

    private static String described(String detector, String sha256) {
        return """
                {"detector": "%s", "name": "a network of ours", "network": "n.onnx", "sha256": "%s", "options": {"size": "32"}}"""
                .formatted(detector, sha256);
    }

    @Test
    void nothingIsReadWhereNoFolderIsNamed() {
        assertThat(TrainedElsewhere.of(Options.defaults(List.of(SIZE, TrainedElsewhere.NETWORKS)), "d"))
                .isEmpty();
        assertThat(TrainedElsewhere.external(Optional.empty())).isEmpty();
    }

    @Test
    void networksAreTakenWithTheirNameAndTheirHash() throws IOException {
        write(described("d", Sha256.of(ONNX)));
        Optional<TrainedElsewhere> found = TrainedElsewhere.of(options(32), "d");
        assertThat(found.orElseThrow().saved().onnx()).isEqualTo(ONNX);
        assertThat(TrainedElsewhere.external(found))
                .containsExactly(ExternalModel.named("a network of ours").withWeights(Sha256.of(ONNX)));
    }

    @Test
    void severalModelsAreTakenByNameEachWithItsHash() throws IOException {
        String part = "\"parts\": {\"encoder\": {\"network\": \"e.onnx\", \"sha256\": \"%s\"}}, \"options\"";
        byte[] encoder = {7};
        Files.write(folder.resolve("e.onnx"), encoder);
        write(described("d", Sha256.of(ONNX)).replace("\"options\"", part.formatted(Sha256.of(encoder))));
        Optional<TrainedElsewhere> found = TrainedElsewhere.of(options(32), "d", Map.of("encoder", "code"));

        assertThat(found.orElseThrow().saved().onnx()).isEqualTo(ONNX);
        assertThat(found.get().parts()).containsOnlyKeys("encoder");
        assertThat(found.get().parts().values())
                .singleElement()
                .satisfies(one -> assertThat(one.saved().onnx()).isEqualTo(encoder));
        assertThat(TrainedElsewhere.external(found))
                .containsExactly(
                        ExternalModel.named("a network of ours").withWeights(Sha256.of(ONNX)),
                        ExternalModel.named("a network of ours, encoder").withWeights(Sha256.of(encoder)));
        assertThatThrownBy(() -> TrainedElsewhere.of(options(32), "d", Map.of("decoder", "image")))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("needs the part 'decoder', has [encoder]");
    }

    @Test
    void otherOptionsAreRefusedWithThoseThatAreWanted() throws IOException {
        write(described("d", Sha256.of(ONNX)));
        assertThatThrownBy(() -> TrainedElsewhere.of(options(64), "d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("were trained with {size=32}, got {size=64}");
    }

    @Test
    void whatIsBrokenOrForeignNamesItsFile() throws IOException {
        assertThatThrownBy(() -> TrainedElsewhere.of(options(32), "d"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("model.json: cannot be read");
        write("{\"detector\": \"d\"}");
        assertThatThrownBy(() -> TrainedElsewhere.of(options(32), "d"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("'name'");
        write(described("other", Sha256.of(ONNX)));
        assertThatThrownBy(() -> TrainedElsewhere.of(options(32), "d"))
                .hasMessageContaining("is of the detector 'other', wanted 'd'");
        write(described("d", "0".repeat(64)));
        assertThatThrownBy(() -> TrainedElsewhere.of(options(32), "d"))
                .hasMessageContaining("n.onnx: has the SHA-256 " + Sha256.of(ONNX));
        Files.delete(folder.resolve("n.onnx"));
        assertThatThrownBy(() -> TrainedElsewhere.of(options(32), "d"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("n.onnx: cannot be read");
    }
}

package io.xvad.foundation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.engine.Network;
import io.xvad.core.model.ModelStore;
import io.xvad.core.model.Sha256;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundationModelTest {

    private static final Options OPTIONS = Options.parse(
            List.of(FeatureOptions.ENGINE, FeatureOptions.THREADS), Map.of(FeatureOptions.THREADS.name(), "1"));

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        folder = Files.createDirectory(parent.resolve("plain"));
        try (var files = Files.list(Export.of("plain").folder())) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
    }

    private FoundationModel model() {
        return FoundationModel.in(folder, OPTIONS);
    }

    private void edit(String old, String replacement) throws IOException {
        Path file = folder.resolve(ModelDescription.FILE);
        String text = Files.readString(file);
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, replacement));
    }

    @Test
    void networksGiveWhatTheExporterGot() {
        try (Network vision = model().open("vision")) {
            assertThat(vision.inputNames()).containsExactly("pixel_values");
        }
    }

    /** The input of the golden values goes to a network whose weights are not those that were exported. */
    @Test
    void aNetworkOfOtherWeightsIsRefusedWithTheDifference() throws IOException {
        Path file = folder.resolve("vision.onnx");
        byte[] onnx = Files.readAllBytes(file);
        // in the middle of the file lie weights: the signs of some float32 values are turned
        int weights = onnx.length / 2;
        for (int i = 0; i < 400; i += 4) {
            onnx[weights + i + 3] ^= (byte) 0x80;
        }
        String old = Sha256.of(file);
        Files.write(file, onnx);
        edit(old, Sha256.of(file));
        assertThatThrownBy(() -> model().open("vision"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContainingAll("differs by", "is not the one that was exported");
    }

    @Test
    void aFileThatIsNotTheOneDescribedIsRefused() throws IOException {
        Files.write(folder.resolve("vision.onnx"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> model().open("vision"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("has the SHA-256");
        Files.delete(folder.resolve("vision.onnx"));
        assertThatThrownBy(() -> model().open("vision"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void goldenValuesMustBeThere() throws IOException {
        Files.delete(folder.resolve("golden.npz"));
        assertThatThrownBy(() -> model().open("vision"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContainingAll("golden.npz", "is missing");
        edit("\"golden\"", "\"gilded\"");
        assertThatThrownBy(() -> model().open("vision"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("export the weights again");
    }

    /** Those of another export of the same networks, in which nothing but the hash is wrong. */
    @Test
    void goldenValuesMustBeThoseThatAreDescribed() throws IOException {
        Path golden = folder.resolve("golden.npz");
        byte[] longer = Files.readAllBytes(golden);
        Files.write(golden, Arrays.copyOf(longer, longer.length + 1));
        assertThatThrownBy(() -> model().open("vision"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContainingAll("golden.npz", "has the SHA-256");
    }

    @Test
    void aFolderOfNothingOrOfAnotherFormatIsRefused() throws IOException {
        assertThatThrownBy(() -> FoundationModel.in(parent, OPTIONS))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("holds no model.json");
        edit("\"format\": 1", "\"format\": 9");
        assertThatThrownBy(this::model).isInstanceOf(XvadModelException.class).hasMessageContaining("its format is 9");
    }

    @Test
    void aPathOutsideTheFolderIsRefused() throws IOException {
        edit("\"vision.onnx\"", "\"../vision.onnx\"");
        assertThatThrownBy(this::model)
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("is not a plain file name");
    }

    @Test
    void whatItDoesNotHaveIsNamed() {
        assertThatThrownBy(() -> model().open("body"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("names no graph 'body'");
        assertThatThrownBy(() -> model().array("anchors"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("names no array 'anchors'");
        assertThatThrownBy(() -> model().description().integer("first-vv-block"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("first-vv-block");
    }

    @Test
    void theWeightsOfASavedModelAreFoundAgainOrNamed() throws IOException {
        String sha256 = model().sha256();
        assertThat(FoundationModel.again(folder, sha256, OPTIONS).sha256()).isEqualTo(sha256);
        assertThatThrownBy(() -> FoundationModel.again(parent.resolve("gone"), sha256, OPTIONS))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("put the folder 'gone'");
        edit("Apache-2.0", "another");
        assertThatThrownBy(() -> FoundationModel.again(folder, sha256, OPTIONS))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContainingAll("holds other weights", folder.toString(), "models");
    }

    /** Whatever stands where they were, and whatever separates names on the system where the model was fitted. */
    @Test
    void theModelStoreIsAskedWhereverTheWeightsAreNotWhereTheyWere() throws IOException {
        String sha256 = model().sha256();
        Path other = Files.createDirectories(parent.resolve("other").resolve("plain"));
        String before = System.setProperty(ModelStore.PROPERTY, parent.toString());
        try {
            for (Path was : List.of(parent.resolve("gone").resolve("plain"), other, Path.of("C:\\weights\\plain"))) {
                assertThat(FoundationModel.again(was, sha256, OPTIONS).folder()).isEqualTo(folder);
            }
            Files.writeString(other.resolve(ModelDescription.FILE), "{}");
            assertThat(FoundationModel.again(other, sha256, OPTIONS).folder()).isEqualTo(folder);
        } finally {
            if (before == null) {
                System.clearProperty(ModelStore.PROPERTY);
            } else {
                System.setProperty(ModelStore.PROPERTY, before);
            }
        }
    }

    @Test
    void aDescriptionThatLacksNumbersIsRefused() throws IOException {
        edit("\"patch\"", "\"patches\"");
        assertThatThrownBy(() -> model().image().side())
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("'patch'");
        edit("\"stretch\"", "\"shorter\"");
        assertThatThrownBy(this::model).isInstanceOf(XvadModelException.class).hasMessageContaining("longest");
    }

    @Test
    void attributesThatAreNoNumbersAreRefused() throws IOException {
        edit("\"layers\": [", "\"layers\": [\"x\", ");
        assertThatThrownBy(() -> model().description().integers("layers"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("'layers'");
    }
}

package io.xvad.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFormatTest {

    @TempDir
    private Path root = Path.of("");

    private void image(String file, int height, int width) {
        float[] values = new float[height * width];
        values[0] = 1;
        ImageWriter.writePng(Image.of(file, 1, height, width, values), root.resolve(file));
    }

    private void mvtec() {
        image("train/good/10.png", 3, 4);
        image("train/good/2.png", 3, 4);
        image("test/good/0.png", 3, 4);
        image("test/crack/0.png", 3, 4);
        image("ground_truth/crack/0_mask.png", 3, 4);
    }

    private List<String> names(List<Path> files) {
        return files.stream()
                .map(file -> root.relativize(file).toString().replace('\\', '/'))
                .toList();
    }

    @Test
    void mvtecIsReadInOrder() {
        mvtec();
        AnomalyDataset dataset = DatasetFormat.named("mvtec").open(root);
        assertThat(dataset.name()).isEqualTo(root.getFileName().toString());
        assertThat(names(((ImageFolder) dataset.train()).files()))
                .containsExactly("train/good/10.png", "train/good/2.png");
        assertThat(names(dataset.test().stream().map(TestCase::file).toList()))
                .containsExactly("test/crack/0.png", "test/good/0.png");
        TestCase crack = dataset.test().get(0);
        assertThat(crack.defect()).isEqualTo("crack");
        assertThat(crack.anomalous()).isTrue();
        assertThat(crack.mask(crack.image()).orElseThrow().count()).isEqualTo(1);
        TestCase good = dataset.test().get(1);
        assertThat(good.anomalous()).isFalse();
        assertThat(good.mask(good.image()).orElseThrow().any()).isFalse();
        assertThat(dataset.testImages().get(0).id()).endsWith("0.png");
    }

    @Test
    void aMissingMaskNamesTheImageAndTheMask() throws IOException {
        mvtec();
        image("ground_truth/crack/1_mask.png", 3, 4);
        Files.delete(root.resolve("ground_truth/crack/0_mask.png"));
        TestCase crack = DatasetFormat.MVTEC.open(root).test().get(0);
        assertThatThrownBy(() -> crack.mask(crack.image()))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("test/crack/0.png")
                .hasMessageContaining("0_mask.png is missing");
    }

    @Test
    void aMaskOfAnotherSizeNamesBothFilesAndSizes() {
        mvtec();
        image("ground_truth/crack/0_mask.png", 4, 4);
        TestCase crack = DatasetFormat.MVTEC.open(root).test().get(0);
        assertThatThrownBy(() -> crack.mask(crack.image()))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("0_mask.png is 4 x 4")
                .hasMessageContaining("is 3 x 4");
    }

    @Test
    void missingAndEmptyDirectoriesAreNamed() throws IOException {
        assertThatThrownBy(() -> DatasetFormat.MVTEC.open(root)).hasMessageContaining("train/good");
        Files.createDirectories(root.resolve("train/good"));
        assertThatThrownBy(() -> DatasetFormat.MVTEC.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("no images found");
        assertThatThrownBy(() -> ImageFolder.of(root.resolve("nowhere"))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> DatasetFormat.named("mvtek")).hasMessageContaining("Did you mean 'mvtec'?");
    }

    @Test
    void foldersByLabel() {
        image("normal/a.png", 2, 2);
        image("test-normal/b.png", 2, 2);
        image("anomalous/c.png", 2, 2);
        image("anomalous/dent/d.png", 2, 2);
        image("masks/c.png", 2, 2);
        image("masks/dent/d.png", 2, 2);
        AnomalyDataset dataset = DatasetFormat.FOLDER.open(root);
        assertThat(dataset.train().size()).isEqualTo(1);
        assertThat(dataset.test()).extracting(TestCase::defect).containsExactly("good", "anomalous", "dent");
        TestCase dent = dataset.test().get(2);
        assertThat(dent.mask(dent.image()).orElseThrow().any()).isTrue();
    }

    @Test
    void foldersWithoutMasksHaveNone() {
        image("normal/a.png", 2, 2);
        image("anomalous/c.png", 2, 2);
        TestCase anomalous = DatasetFormat.FOLDER.open(root).test().get(0);
        assertThat(anomalous.mask(anomalous.image())).isEmpty();
    }

    @Test
    void anyDirectoryOfImagesIsNormalAndOnlyToTrainOn() throws IOException {
        image("deep/down/a.PNG", 2, 2);
        image(".hidden.png", 2, 2);
        Files.writeString(root.resolve("readme.txt"), "no image");
        AnomalyDataset dataset = DatasetFormat.FOLDER.open(root);
        assertThat(names(((ImageFolder) dataset.train()).files())).containsExactly("deep/down/a.PNG");
        assertThat(dataset.test()).isEmpty();
    }

    @Test
    void imagesAreReadOnlyWhenAskedFor() throws IOException {
        Files.createDirectories(root.resolve("normal"));
        Files.writeString(root.resolve("normal/broken.png"), "no image");
        ImageFolder images = ImageFolder.of(root.resolve("normal"));
        assertThat(images.size()).isEqualTo(1);
        assertThatThrownBy(() -> images.get(0))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("broken.png");
        assertThat(Arrays.asList(images.id(0))).hasSize(1);
    }
}

package io.xvad.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What looks like anomalies, tests or masks is never learned as normal. */
class NormalImagesTest {

    @TempDir
    private Path root = Path.of("");

    private ImageTree tree = new ImageTree(Path.of(""));

    @BeforeEach
    void noFilesYet() {
        tree = new ImageTree(root);
    }

    private AnomalyDataset open() {
        return DatasetFormat.recognise(root).open(root);
    }

    @ParameterizedTest
    @CsvSource({
        "NG/1.png,            NG (anomalies",
        "broken_large/1.png,  broken_large (anomalies",
        "defects/a/1.png,     defects (anomalies",
        "test/1.png,          test (test images",
        "validation/1.png,    validation (validation images",
        "masks/1.png,         masks (masks",
        "ground_truth/a/1.png, ground_truth (masks",
        "labels/1.png,        labels (masks",
        "yes/1.png,           yes (a class of unknown meaning",
        "day1/anomalous/1.png, anomalous (anomalies",
        "1_mask.png,          1_mask.png (masks",
        "train/1_GT.png,      1_GT.png (masks",
        "NG_1.png,            NG_1.png (anomalies",
        "scratch-03.png,      scratch-03.png (anomalies",
        "1.jpg,               1.png (masks"
    })
    void inAFolderOfWhichNothingIsSaid(String file, String named) {
        tree.with("1.png", "train/1.png", file);
        assertThatThrownBy(this::open)
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("not all of it is normal")
                .hasMessageContaining(named)
                .hasMessageContaining("Found: ")
                .hasMessageContaining("--normal")
                .hasMessageContaining("mvtec: train/good");
    }

    @Test
    void inAFolderOfNormalImages() {
        tree.with("normal/1.png", "normal/defects/2.png");
        assertThatThrownBy(this::open)
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("normal/defects (anomalies");
        tree.with("other/train/good/1.png", "other/train/good/1_mask.png");
        assertThatThrownBy(() -> DatasetFormat.MVTEC.open(root.resolve("other")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("1_mask.png (masks");
    }

    @Test
    void behindALinkOfAnotherName() {
        tree.with("set/normal/1.png", "set/NG/2.png").withLink("set/normal/more", "../NG");
        assertThatThrownBy(() -> DatasetFormat.FOLDER.open(root.resolve("set")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("more (anomalies");
    }

    @ParameterizedTest
    @CsvSource({"NG", "test", "test images", "mask", "ground_truth", "broken", "defects_2", "test/scratch_head"})
    void aFolderThatIsNamedSo(String name) {
        tree.with(name + "/1.png");
        Path folder = root.resolve(name);
        assertThatThrownBy(() -> DatasetFormat.FOLDER.open(folder))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(name + " (");
        assertThat(tree.learned(
                        ImageDirectories.none().withNormal(List.of(folder)).open()))
                .containsExactly(name + "/1.png");
    }

    @Test
    void severalCategories() {
        tree.with("bottle/train/good/1.png", "bottle/test/dent/1.png", "screw/train/good/1.png", "screw/good.txt");
        assertThatThrownBy(this::open)
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("several categories side by side (bottle, screw); name one of them, such as ")
                .hasMessageEndingWith("bottle");
        assertThatThrownBy(() -> DatasetFormat.FOLDER.open(root)).hasMessageContaining("several categories");
    }

    @Test
    void oneDataSetFurtherDown() {
        tree.with("download/candle/Data/Images/Normal/1.JPG", "download/candle/Data/Images/Anomaly/1.JPG");
        assertThatThrownBy(() -> DatasetFormat.FOLDER.open(root.resolve("download")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("holds one data set (candle); name it: ");
    }

    @Test
    void foldersByDateCameraOrBatchAreNormal() {
        tree.with("2024-01-31/1.png", "2024-02-01/1.png", "camera1/left/1.png", "batch_7/img_2.jpg", "images/IMG_1.png")
                .with("bad1f00d-0bad.png", "3fbad2.png", "goods/crackers.png");
        AnomalyDataset dataset = open();
        assertThat(dataset.train().size()).isEqualTo(8);
        assertThat(dataset.test()).isEmpty();
        assertThat(dataset.inventory().text())
                .startsWith(
                        "a folder of images, all taken as normal: 8 images under 2024-01-31/ (1), 2024-02-01/ (1), ./ (2), ")
                .endsWith("to learn from");
    }

    @Test
    void aFolderMayBeAskedForByItselfUnlessItsNameSaysNothingElse() {
        tree.with(
                "test/good/1.png", "test-normal/2.png", "validation/3.png", "crack-detection/4.png", "test_rig/5.png");
        for (String folder : List.of("test/good", "test-normal", "validation", "crack-detection", "test_rig")) {
            assertThat(DatasetFormat.FOLDER.open(root.resolve(folder)).train().size())
                    .isEqualTo(1);
        }
    }
}

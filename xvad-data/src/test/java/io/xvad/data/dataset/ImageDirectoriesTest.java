package io.xvad.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDirectoriesTest {

    @TempDir
    private Path root = Path.of("");

    private ImageTree tree = new ImageTree(Path.of(""));

    @BeforeEach
    void noFilesYet() {
        tree = new ImageTree(root);
    }

    private List<Path> at(String... directories) {
        return List.of(directories).stream().map(root::resolve).toList();
    }

    @Test
    void eachIsWhatOneSaysItIs() {
        tree.with("x/1.png", "y/2.png", "z/3.png", "q/4.png", "q/dent/5.png", "r/6.png")
                .with("m/4_mask.png", "m/dent/5.tif", "n/r/6_gt.png");
        AnomalyDataset dataset = ImageDirectories.none()
                .withNormal(at("x", "y"))
                .withTestNormal(at("z"))
                .withAnomalous(at("q", "r"))
                .withMasks(at("m", "n"))
                .open();
        assertThat(dataset.name()).isEqualTo("x");
        assertThat(tree.learned(dataset)).containsExactly("x/1.png", "y/2.png");
        assertThat(tree.tests(dataset))
                .containsExactly(
                        "z/3.png=good",
                        "q/4.png=q:m/4_mask.png",
                        "q/dent/5.png=dent:m/dent/5.tif",
                        "r/6.png=r:n/r/6_gt.png");
        assertThat(dataset.inventory().count(Inventory.Use.MASKS)).isEqualTo(3);
    }

    @Test
    void masksAreOptional() {
        tree.with("x/1.png", "q/4.png");
        AnomalyDataset dataset = ImageDirectories.none()
                .withNormal(at("x"))
                .withAnomalous(at("q"))
                .open();
        assertThat(tree.tests(dataset)).containsExactly("q/4.png=q");
    }

    @Test
    void anAnomalyAmongTheNormalImagesIsRefused() {
        tree.with("x/1.png", "x/NG/2.png");
        assertThatThrownBy(() -> ImageDirectories.none().withNormal(at("x")).open())
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("NG (anomalies, by its name)");
    }

    @Test
    void filesOfALabelToolAreMasks() {
        tree.with("q/1.png", "q/2.png").withText("labels/1.txt", "0 0.5 0.5 1 1");
        AnomalyDataset dataset = ImageDirectories.none()
                .withAnomalous(at("q"))
                .withMasks(at("labels"))
                .open();
        TestCase labelled = dataset.test().get(0);
        assertThat(labelled.mask(labelled.image()).orElseThrow().any()).isTrue();
        TestCase other = dataset.test().get(1);
        assertThat(other.mask(other.image())).isEmpty();
    }

    @Test
    void whatIsMissingOrEmptyIsNamed() {
        tree.withText("empty/readme.md", "nothing here");
        for (String directory : List.of("nowhere", "empty")) {
            ImageDirectories masks = ImageDirectories.none().withMasks(at(directory));
            assertThatThrownBy(masks::open)
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining(directory);
        }
        assertThat(ImageDirectories.none().isEmpty()).isTrue();
        assertThat(ImageDirectories.none().withMasks(at("m")).isEmpty()).isFalse();
    }
}

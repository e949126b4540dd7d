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
import org.junit.jupiter.params.provider.ValueSource;

class MaskNamesTest {

    @TempDir
    private Path root = Path.of("");

    private ImageTree tree = new ImageTree(Path.of(""));

    @BeforeEach
    void noFilesYet() {
        tree = new ImageTree(root);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7.png",
                "7.PNG",
                "7.bmp",
                "7_mask.png",
                "7_mask.bmp",
                "7_MASK.png",
                "7_gt.png",
                "7_GT.tif",
                "7_label.bmp",
                "7-mask.png",
                "7_seg.webp",
                "7/000.png"
            })
    void inEveryLayout(String mask) {
        tree.with("a/train/good/0.png", "a/test/dent/7.jpg", "a/ground_truth/dent/" + mask)
                .with("b/normal/0.png", "b/anomalous/dent/7.jpg", "b/masks/dent/" + mask)
                .with("c/good/0.png", "c/NG/7.jpg", "c/gt/" + mask);
        for (String set : List.of("a", "b", "c")) {
            AnomalyDataset dataset = DatasetFormat.recognise(root.resolve(set)).open(root.resolve(set));
            TestCase dent = dataset.test().get(0);
            assertThat(dent.mask(dent.image()).orElseThrow().count()).isEqualTo(1);
        }
    }

    @Test
    void theNameWithMaskGoesBeforeTheNameItself() {
        tree.with("7.png", "7_mask.bmp", "7_mask.png", "8_mask.png", "8_mask_mask.png");
        MaskNames names = MaskNames.in(root);
        assertThat(names.of(Path.of("7.jpg"))).contains(root.resolve("7_mask.png"));
        assertThat(names.of(Path.of("8_mask.jpg"))).contains(root.resolve("8_mask_mask.png"));
        assertThat(names.of(Path.of("9.jpg"))).isEmpty();
        assertThat(MaskNames.in(root.resolve("nowhere")).of(Path.of("9.jpg"))).isEmpty();
    }

    @Test
    void aMaskThatIsMissingIsNoErrorBeforeItIsAskedFor() {
        tree.with("train/good/0.png", "test/dent/7.png", "test/dent/8.png", "ground_truth/dent/8_mask.png")
                .with("ground_truth/dent/x-9.png");
        AnomalyDataset dataset = DatasetFormat.MVTEC.open(root);
        assertThat(dataset.train().size()).isEqualTo(1);
        TestCase seven = dataset.test().get(0);
        assertThatThrownBy(() -> seven.mask(seven.image()))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("7.png has no mask: ")
                .hasMessageContaining("7_mask.png is missing")
                .hasMessageContaining("in that folder are 8_mask.png, x-9.png");
        TestCase eight = dataset.test().get(1);
        assertThat(eight.mask(eight.image())).isPresent();
    }

    @Test
    void aKindWithoutAnyMaskIsMissedToo() {
        tree.with("train/good/0.png", "test/dent/7.png", "test/hole/8.png", "ground_truth/dent/7_mask.png");
        TestCase hole = DatasetFormat.MVTEC.open(root).test().get(1);
        assertThatThrownBy(() -> hole.mask(hole.image()))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("8.png has no mask");
    }
}

package io.xvad.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each layout in miniature: what it is recognised as, what is learned, what is tested on. */
class LayoutsTest {

    @TempDir
    private Path root = Path.of("");

    private ImageTree tree = new ImageTree(Path.of(""));

    @BeforeEach
    void noFilesYet() {
        tree = new ImageTree(root);
    }

    private AnomalyDataset opened(DatasetFormat wanted) {
        assertThat(DatasetFormat.recognise(root)).isEqualTo(wanted);
        return wanted.open(root);
    }

    @Test
    void mvtecInCapitals() {
        tree.with("Train/Good/0.png", "Test/Good/1.png", "Test/Dent/0.png", "Ground_Truth/dent/0_mask.png");
        AnomalyDataset dataset = opened(DatasetFormat.MVTEC);
        assertThat(tree.learned(dataset)).containsExactly("Train/Good/0.png");
        assertThat(tree.tests(dataset))
                .containsExactly("Test/Dent/0.png=Dent:Ground_Truth/dent/0_mask.png", "Test/Good/1.png=good");
        assertThat(dataset.inventory().text())
                .isEqualTo(
                        "layout mvtec: 1 image under Train/Good/ to learn from; 1 normal image under Test/Good/ to test on;"
                                + " 1 anomalous image under Test/Dent/ to test on; 1 mask under Ground_Truth/");
    }

    @Test
    void mvtecWithoutMasks() {
        tree.with("train/good/0.png", "test/good/1.png", "test/dent/0.png");
        AnomalyDataset dataset = opened(DatasetFormat.MVTEC);
        assertThat(tree.tests(dataset)).containsExactly("test/dent/0.png=dent", "test/good/1.png=good");
        TestCase dent = dataset.test().get(0);
        assertThat(dent.mask(dent.image())).isEmpty();
    }

    @Test
    void anEmptyFolderOfMasksIsNone() {
        tree.with("train/good/0.png", "test/dent/0.png").withText("ground_truth/dent/readme.txt", "to do");
        assertThat(tree.tests(opened(DatasetFormat.MVTEC))).containsExactly("test/dent/0.png=dent");
    }

    @Test
    void okAndNgInTrainAndTest() {
        tree.with("train/OK/0.png", "test/OK/1.png", "test/NG/2.png", "masks/2.png", "test/3.png", "train/NG/4.png")
                .with("val/OK/5.png", "6.png");
        AnomalyDataset dataset = opened(DatasetFormat.MVTEC);
        assertThat(tree.learned(dataset)).containsExactly("train/OK/0.png");
        assertThat(tree.tests(dataset)).containsExactly("test/NG/2.png=NG:masks/2.png", "test/OK/1.png=good");
        assertThat(dataset.inventory().text())
                .contains("4 images under train/NG/ (1), val/ (1), ./ (1), test/ (1) ignored");
    }

    @Test
    void foldersToTestOnBesideTrain() {
        tree.with(
                        "train/OK/0.png",
                        "test_ok/1.png",
                        "defects/2.png",
                        "test_ng/3.png",
                        "masks/defects/2.png",
                        "masks/test_ng/3.png")
                .with("test/label_too_high/4.png", "masks/label_too_high/4.png", "test/positive/5.png");
        AnomalyDataset dataset = opened(DatasetFormat.MVTEC);
        assertThat(tree.tests(dataset))
                .containsExactly(
                        "defects/2.png=defects:masks/defects/2.png",
                        "test_ng/3.png=test_ng:masks/test_ng/3.png",
                        "test_ok/1.png=good",
                        "test/label_too_high/4.png=label_too_high:masks/label_too_high/4.png");
        assertThat(dataset.inventory().text()).contains("1 image under test/positive/ ignored");
    }

    @Test
    void btad() {
        tree.with("train/ok/0.bmp", "test/ok/1.bmp", "test/ko/0.bmp", "ground_truth/ko/0.png");
        AnomalyDataset dataset = opened(DatasetFormat.BTAD);
        assertThat(tree.learned(dataset)).containsExactly("train/ok/0.bmp");
        assertThat(tree.tests(dataset)).containsExactly("test/ko/0.bmp=ko:ground_truth/ko/0.png", "test/ok/1.bmp=good");
    }

    @Test
    void locoHasAFolderOfMasksForEachImage() {
        tree.with("train/good/0.png", "validation/good/1.png", "test/good/0.png")
                .with("test/logical_anomalies/0.png", "test/structural_anomalies/0.png")
                .with("ground_truth/logical_anomalies/0/000.png", "ground_truth/logical_anomalies/0/001.png")
                .with("ground_truth/structural_anomalies/0/000.png");
        AnomalyDataset dataset = opened(DatasetFormat.MVTEC_LOCO);
        assertThat(tree.learned(dataset)).containsExactly("train/good/0.png");
        assertThat(tree.tests(dataset))
                .containsExactly(
                        "test/good/0.png=good",
                        "test/logical_anomalies/0.png=logical_anomalies:ground_truth/logical_anomalies/0",
                        "test/structural_anomalies/0.png=structural_anomalies:ground_truth/structural_anomalies/0");
        TestCase logical = dataset.test().get(1);
        assertThat(logical.mask(logical.image()).orElseThrow().count()).isEqualTo(1);
        assertThat(dataset.inventory().text()).contains("1 image under validation/ ignored");
    }

    @Test
    void threeDHasColourImagesBesideOthers() {
        tree.with("train/good/rgb/0.png", "train/good/xyz/0.tiff", "validation/good/rgb/0.png")
                .with("test/good/rgb/1.png", "test/good/gt/1.png", "test/good/xyz/1.tiff")
                .with("test/hole/rgb/2.png", "test/hole/gt/2.png", "test/hole/xyz/2.tiff");
        AnomalyDataset dataset = opened(DatasetFormat.MVTEC_3D);
        assertThat(tree.learned(dataset)).containsExactly("train/good/rgb/0.png");
        assertThat(tree.tests(dataset))
                .containsExactly("test/good/rgb/1.png=good", "test/hole/rgb/2.png=hole:test/hole/gt/2.png");
    }

    @Test
    void visaWithItsSplitAndKinds() {
        tree.with("candle/Data/Images/Normal/0.JPG", "candle/Data/Images/Normal/1.JPG")
                .with("candle/Data/Images/Anomaly/0.JPG", "candle/Data/Images/Anomaly/1.JPG")
                .with("candle/Data/Masks/Anomaly/0.png", "candle/Data/Masks/Anomaly/1.png")
                .withText(
                        "candle/image_anno.csv",
                        """
                        image,label,mask
                        candle/Data/Images/Normal/0.JPG,normal,
                        candle/Data/Images/Anomaly/0.JPG,"melt, wick",candle/Data/Masks/Anomaly/0.png
                        """)
                .withText(
                        "split_csv/1cls.csv",
                        """
                        \uFEFFobject,split,label,image,mask
                        candle,train,normal,candle/Data/Images/Normal/0.JPG,
                        candle,test,normal,candle/Data/Images/Normal/1.JPG,
                        candle,test,anomaly,candle/Data/Images/Anomaly/0.JPG,candle/Data/Masks/Anomaly/0.png
                        capsules,test,normal,capsules/Data/Images/Normal/0.JPG,
                        """);
        Path candle = root.resolve("candle");
        assertThat(DatasetFormat.recognise(candle)).isEqualTo(DatasetFormat.VISA);
        AnomalyDataset dataset = DatasetFormat.VISA.open(candle);
        assertThat(tree.learned(dataset)).containsExactly("candle/Data/Images/Normal/0.JPG");
        assertThat(tree.tests(dataset))
                .containsExactly(
                        "candle/Data/Images/Normal/1.JPG=good",
                        "candle/Data/Images/Anomaly/0.JPG=melt, wick:candle/Data/Masks/Anomaly/0.png",
                        "candle/Data/Images/Anomaly/1.JPG=anomalous:candle/Data/Masks/Anomaly/1.png");
    }

    @Test
    void visaWithoutItsSplitLearnsFromAllNormalImages() {
        tree.with("Data/Images/Normal/0.JPG", "Data/Images/Anomaly/0.JPG", "Data/Masks/Anomaly/0.png");
        AnomalyDataset dataset = opened(DatasetFormat.VISA);
        assertThat(tree.learned(dataset)).containsExactly("Data/Images/Normal/0.JPG");
        assertThat(dataset.inventory().text()).contains("without split_csv/1cls.csv");
        tree.withText("image_anno.csv", "image,label\nData/Images/Anomaly/0.JPG\n");
        assertThatThrownBy(() -> DatasetFormat.VISA.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("image_anno.csv, line 2");
    }

    @Test
    void visaInOneClassForm() {
        tree.with("train/good/0.JPG", "test/good/1.JPG", "test/bad/0.JPG", "ground_truth/bad/0.png");
        AnomalyDataset dataset = opened(DatasetFormat.MVTEC);
        assertThat(tree.tests(dataset))
                .containsExactly("test/bad/0.JPG=bad:ground_truth/bad/0.png", "test/good/1.JPG=good");
    }

    @Test
    void goodBadAndMask() {
        tree.with("good/0.png", "bad/1.png", "mask/1.png", "raw/2.png");
        AnomalyDataset dataset = opened(DatasetFormat.FOLDER);
        assertThat(tree.learned(dataset)).containsExactly("good/0.png");
        assertThat(tree.tests(dataset)).containsExactly("bad/1.png=bad:mask/1.png");
        assertThat(dataset.inventory().text()).contains("1 image under raw/ ignored");
        assertThat(dataset.inventory().count(Inventory.Use.UNUSED)).isEqualTo(1);
    }

    @Test
    void aFolderOfImagesBesideOneOfMasks() {
        tree.with("images/OK/0.png", "images/NG/1.png", "annotations/NG/1_gt.BMP");
        AnomalyDataset dataset = opened(DatasetFormat.FOLDER);
        assertThat(tree.learned(dataset)).containsExactly("images/OK/0.png");
        assertThat(tree.tests(dataset)).containsExactly("images/NG/1.png=NG:annotations/NG/1_gt.BMP");
    }

    @Test
    void oneNameForSplitAndLabel() {
        tree.with("train_ok/0.png", "test_ok/1.png", "test_ng/2.png", "val_ok/3.png");
        AnomalyDataset dataset = opened(DatasetFormat.FOLDER);
        assertThat(tree.learned(dataset)).containsExactly("train_ok/0.png");
        assertThat(tree.tests(dataset)).containsExactly("test_ok/1.png=good", "test_ng/2.png=test_ng");
    }

    @Test
    void goodBesideTestWithMasksWithin() {
        tree.with("good/0.png", "test/good/1.png", "test/dent/2.png", "test/masks/dent/2_mask.png");
        AnomalyDataset dataset = opened(DatasetFormat.FOLDER);
        assertThat(tree.learned(dataset)).containsExactly("good/0.png");
        assertThat(tree.tests(dataset))
                .containsExactly("test/dent/2.png=dent:test/masks/dent/2_mask.png", "test/good/1.png=good");
    }

    @Test
    void linkedFoldersAreRead() {
        tree.with("elsewhere/a/0.png", "elsewhere/b/1.png")
                .withLink("set/train/good", "../../elsewhere/a")
                .withLink("set/test", "../elsewhere");
        AnomalyDataset dataset = DatasetFormat.recognise(root.resolve("set")).open(root.resolve("set"));
        assertThat(tree.learned(dataset)).containsExactly("set/train/good/0.png");
        assertThat(tree.tests(dataset)).containsExactly("set/test/a/0.png=a", "set/test/b/1.png=b");
    }

    @Test
    void hiddenFoldersAreNoKindsAndNoLayouts() {
        tree.with(
                "train/good/0.png", "train/good/.ipynb_checkpoints/0.png", "test/.Trash/1.png", "__MACOSX/good/2.png");
        AnomalyDataset dataset = opened(DatasetFormat.MVTEC);
        assertThat(tree.learned(dataset)).containsExactly("train/good/0.png");
        assertThat(dataset.test()).isEmpty();
        assertThat(dataset.inventory().text())
                .contains("passed over 1 folder of the system or of tools (.ipynb_checkpoints)");
    }

    @Test
    void oneMaskForTwoImagesIsAnError() {
        tree.with("train/good/0.png", "test/dent/0.png", "test/hole/0.png", "masks/0.png");
        assertThatThrownBy(() -> DatasetFormat.MVTEC.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("0.png would be that of two images");
    }

    @Test
    void everyLayoutSaysWhatItMisses() {
        tree.with("a.png");
        for (DatasetFormat format : DatasetFormat.values()) {
            assertThat(DatasetFormat.named(format.formatName())).isSameAs(format);
            if (format != DatasetFormat.FOLDER) {
                assertThatThrownBy(() -> format.open(root))
                        .isInstanceOf(XvadDataException.class)
                        .hasMessageMatching("(?s).*(no such directory|is no such data set; there must be ).*");
            }
            assertThatThrownBy(() -> format.open(root.resolve("nowhere")))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining("nowhere");
        }
        assertThat(DatasetFormat.find(root)).isEmpty();
        assertThat(DatasetFormat.find(root.resolve("a.png"))).isEmpty();
        assertThat(DatasetFormat.recognise(root.resolve("a.png"))
                        .open(root.resolve("a.png"))
                        .train()
                        .size())
                .isEqualTo(1);
        assertThatThrownBy(() -> DatasetFormat.recognise(root.resolve("nowhere")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("no such file or directory");
    }
}

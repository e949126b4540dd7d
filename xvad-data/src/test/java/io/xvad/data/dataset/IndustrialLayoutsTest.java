package io.xvad.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Industrial data sets in miniature: what each is recognised as, what is learned, what is tested on. */
class IndustrialLayoutsTest {

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
    void mvtecAd2HasOneLabelledPartOfThree() {
        tree.with("train/good/000_regular.png", "validation/good/000_regular.png", "test_public/good/000_regular.png")
                .with("test_public/bad/000_regular.png", "test_public/ground_truth/bad/000_regular_mask.png")
                .with("test_private/000_regular.png", "test_private_mixed/000_mixed.png");
        AnomalyDataset dataset = opened(DatasetFormat.MVTEC_2);
        assertThat(tree.learned(dataset)).containsExactly("train/good/000_regular.png");
        assertThat(tree.tests(dataset))
                .containsExactly(
                        "test_public/bad/000_regular.png=bad:test_public/ground_truth/bad/000_regular_mask.png",
                        "test_public/good/000_regular.png=good");
    }

    @Test
    void kolektorSddIsDividedByItems() {
        for (int item = 1; item <= 5; item++) {
            tree.with("kos0" + item + "/Part0.jpg", "kos0" + item + "/Part1.jpg")
                    .withBlack("kos0" + item + "/Part0_label.bmp", "kos0" + item + "/Part1_label.bmp");
        }
        tree.with("kos02/Part5.jpg", "kos02/Part5_label.bmp", "kos05/Part5.jpg", "kos05/Part5_label.bmp");
        AnomalyDataset dataset = opened(DatasetFormat.KOLEKTOR_SDD);
        assertThat(tree.learned(dataset))
                .containsExactly(
                        "kos01/Part0.jpg",
                        "kos01/Part1.jpg",
                        "kos02/Part0.jpg",
                        "kos02/Part1.jpg",
                        "kos03/Part0.jpg",
                        "kos03/Part1.jpg",
                        "kos04/Part0.jpg",
                        "kos04/Part1.jpg");
        assertThat(tree.tests(dataset))
                .containsExactly(
                        "kos05/Part0.jpg=good",
                        "kos05/Part1.jpg=good",
                        "kos05/Part5.jpg=anomalous:kos05/Part5_label.bmp");
        assertThat(dataset.inventory().text()).contains("every fifth item", "1 image under kos02/ ignored");
        tree.with("kos03/Part2.jpg");
        assertThatThrownBy(() -> DatasetFormat.KOLEKTOR_SDD.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("Part2_label.bmp is missing");
    }

    @Test
    void kolektorSdd2LeavesAnomaliesOfItsTrainingPartOut() {
        tree.with("train/10000.png", "train/10001.png", "train/10001_GT.png", "test/20000.png", "test/20001.png")
                .withBlack("train/10000_GT.png", "test/20000_GT.png")
                .with("test/20001_GT.png");
        AnomalyDataset dataset = opened(DatasetFormat.KOLEKTOR_SDD2);
        assertThat(tree.learned(dataset)).containsExactly("train/10000.png");
        assertThat(tree.tests(dataset))
                .containsExactly("test/20000.png=good", "test/20001.png=anomalous:test/20001_GT.png");
        assertThat(dataset.inventory().text()).contains("1 image under train/ ignored");
    }

    @Test
    void dagmMarksAnomaliesByAnEllipse() {
        tree.with("Train/0001.PNG", "Train/0002.PNG", "Train/Label/0002_label.PNG", "Test/0001.PNG", "Test/0003.PNG")
                .with("Test/Label/0003_label.PNG")
                .withText("Test/Label/Labels.txt", "1\n1\t0\t0001.PNG\t0\t0\n");
        AnomalyDataset dataset = opened(DatasetFormat.DAGM);
        assertThat(tree.learned(dataset)).containsExactly("Train/0001.PNG");
        assertThat(tree.tests(dataset))
                .containsExactly("Test/0001.PNG=good", "Test/0003.PNG=anomalous:Test/Label/0003_label.PNG");
    }

    @Test
    void magneticTilesHaveMasksBesideThem() {
        for (int i = 1; i <= 6; i++) {
            tree.with("MT_Free/Imgs/exp" + i + ".jpg").withBlack("MT_Free/Imgs/exp" + i + ".png");
        }
        tree.with("MT_Crack/Imgs/exp1.jpg", "MT_Crack/Imgs/exp1.png", "MT_Fray/Imgs/exp2.jpg", "MT_Fray/Imgs/exp2.png");
        AnomalyDataset dataset = opened(DatasetFormat.MAGNETIC_TILE);
        assertThat(tree.learned(dataset))
                .hasSize(5)
                .doesNotContain("MT_Free/Imgs/exp5.jpg")
                .allMatch(one -> one.endsWith("jpg"));
        assertThat(tree.tests(dataset))
                .containsExactly(
                        "MT_Free/Imgs/exp5.jpg=good",
                        "MT_Crack/Imgs/exp1.jpg=Crack:MT_Crack/Imgs/exp1.png",
                        "MT_Fray/Imgs/exp2.jpg=Fray:MT_Fray/Imgs/exp2.png");
        assertThat(dataset.inventory().text()).contains("every fifth");
    }

    @Test
    void aitexHasFabricsAndSeveralMasksOfOneImage() {
        for (int i = 1; i <= 5; i++) {
            tree.with("NODefect_images/2306881-210020u/000" + i + "_000_00.png")
                    .with("NODefect_images/2311517-195063u/000" + i + "_000_01.png");
        }
        tree.with("Defect_images/0001_002_00.png", "Mask_images/0001_002_00_mask.png")
                .with("Defect_images/0044_019_01.png", "Mask_images/0044_019_01_mask1.png")
                .withBlack("Mask_images/0044_019_01_mask2.png")
                .with("Defect_images/0100_025_01.png");
        AnomalyDataset all = opened(DatasetFormat.AITEX);
        assertThat(tree.learned(all)).hasSize(8);
        assertThat(tree.tests(all))
                .containsExactly(
                        "NODefect_images/2306881-210020u/0005_000_00.png=good",
                        "NODefect_images/2311517-195063u/0005_000_01.png=good",
                        "Defect_images/0001_002_00.png=002",
                        "Defect_images/0044_019_01.png=019",
                        "Defect_images/0100_025_01.png=025");
        TestCase two = all.test().get(3);
        assertThat(two.mask(two.image()).orElseThrow().count()).isEqualTo(1);
        TestCase none = all.test().get(4);
        assertThat(none.mask(none.image())).isEmpty();
        assertThat(DatasetFormat.AITEX.categories(root)).containsExactly("00", "01");
        AnomalyDataset one = DatasetFormat.AITEX.open(root, "01");
        assertThat(one.name()).endsWith("/01");
        assertThat(tree.learned(one)).hasSize(4);
        assertThat(one.test()).extracting(TestCase::defect).containsExactly("good", "019", "025");
        tree.with("NODefect_images/2306881-210020u/other.png");
        assertThatThrownBy(() -> DatasetFormat.AITEX.open(root)).hasMessageContaining("other.png: images of AITEX");
    }

    private static final String REAL_IAD =
            """
            {"meta": {"prefix": "tape/", "normal_class": "OK"},
             "train": [{"category": "tape", "anomaly_class": "OK", "image_path": "OK/S1/a.jpg", "mask_path": null},
                       {"category": "tape", "anomaly_class": "HS", "image_path": "NG/HS/S9/z.jpg", "mask_path": null}],
             "test": [{"category": "tape", "anomaly_class": "OK", "image_path": "OK/S2/b.jpg", "mask_path": null},
                      {"category": "tape", "anomaly_class": "QS", "image_path": "NG/QS/S3/c.jpg",
                       "mask_path": "NG/QS/S3/c_mask.png"}]}
            """;

    private void realIad(String list) {
        tree.with("realiad_256/tape/OK/S1/a.jpg")
                .with("realiad_1024/tape/OK/S1/a.jpg", "realiad_1024/tape/OK/S2/b.jpg")
                .with("realiad_1024/tape/NG/QS/S3/c.jpg", "realiad_1024/tape/NG/QS/S3/c_mask.png")
                .withText("realiad_jsons/realiad_jsons/tape.json", list);
    }

    @Test
    void realIadHasListsInJson() {
        realIad(REAL_IAD);
        assertThat(DatasetFormat.recognise(root, "tape")).isEqualTo(DatasetFormat.REAL_IAD);
        assertThat(DatasetFormat.REAL_IAD.categories(root)).containsExactly("tape");
        assertThatThrownBy(() -> DatasetFormat.REAL_IAD.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("name one by --category")
                .hasMessageContaining("tape");
        AnomalyDataset dataset = DatasetFormat.REAL_IAD.open(root, "tape");
        assertThat(dataset.name()).endsWith("/tape");
        assertThat(tree.learned(dataset)).containsExactly("realiad_1024/tape/OK/S1/a.jpg");
        assertThat(tree.tests(dataset))
                .containsExactly(
                        "realiad_1024/tape/OK/S2/b.jpg=good",
                        "realiad_1024/tape/NG/QS/S3/c.jpg=QS:realiad_1024/tape/NG/QS/S3/c_mask.png");
        assertThat(dataset.inventory().text()).contains("1 image under realiad_1024/tape/ ignored");
        assertThatThrownBy(() -> DatasetFormat.REAL_IAD.open(root, "tap"))
                .hasMessageContaining("tap")
                .hasMessageContaining("tape");
    }

    @Test
    void brokenListsOfRealIadAreRefused() {
        realIad(REAL_IAD.replace("OK/S1/a.jpg", "../../../secret.jpg"));
        assertThatThrownBy(() -> DatasetFormat.REAL_IAD.open(root, "tape"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("tape.json")
                .hasMessageContaining("leads out of");
        realIad(REAL_IAD.replace("\"train\"", "\"other\""));
        assertThatThrownBy(() -> DatasetFormat.REAL_IAD.open(root, "tape")).hasMessageContaining("'train' is missing");
        realIad(REAL_IAD.substring(0, 100));
        assertThatThrownBy(() -> DatasetFormat.REAL_IAD.open(root, "tape"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("tape.json: broken JSON");
    }

    @Test
    void foldersOfOneLayoutSideBySideAreCategories() {
        tree.with("bottle/train/good/0.png", "bottle/test/good/1.png", "cable/train/good/0.png", "notes/a.png");
        assertThat(DatasetFormat.recognise(root, "cable")).isEqualTo(DatasetFormat.MVTEC);
        assertThat(DatasetFormat.MVTEC.categories(root)).containsExactly("bottle", "cable");
        assertThat(tree.learned(DatasetFormat.MVTEC.open(root, "cable"))).containsExactly("cable/train/good/0.png");
        assertThatThrownBy(() -> DatasetFormat.MVTEC.open(root, "notes"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("bottle, cable");
        assertThat(DatasetFormat.MVTEC.categories(root.resolve("bottle"))).isEmpty();
        assertThat(Files.isDirectory(root.resolve("notes"))).isTrue();
    }
}

package io.xvad.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.data.packed.PackedFiles;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Medical data sets in miniature: what each is recognised as, what is learned, what is tested on. */
class MedicalLayoutsTest {

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

    /** A volume of 2 x 1 x slices, two values a slice. */
    private void volume(String name, int... values) {
        short[] all = new short[values.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (short) values[i];
        }
        PackedFiles.write(
                root.resolve(name),
                PackedFiles.nifti(ByteOrder.LITTLE_ENDIAN, new int[] {2, 1, values.length / 2}, 1, 0, all));
    }

    /** Five patients of four slices: black, without a lesion, with one of label 1, with one of label 2. */
    private void scans(String flair, String lesions) {
        for (int patient = 1; patient <= 5; patient++) {
            String name = "p" + patient;
            volume(flair.replace("NAME", name), 0, 0, 5, 6, 7, 10, 8, 10);
            volume(lesions.replace("NAME", name), 0, 0, 0, 0, 0, 1, 2, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BRATS,NAME/NAME_flair.nii.gz,NAME/NAME_seg.nii.gz",
        "BRATS,NAME/NAME_flair.nii,NAME/NAME_seg.nii",
        "MSLUB,NAME/NAME_FLAIR.nii.gz,NAME/NAME_consensus_gt.nii.gz"
    })
    void lesionsBySlices(DatasetFormat format, String flair, String lesions) {
        scans(flair, lesions);
        AnomalyDataset dataset = opened(format);
        assertThat(tree.learnedIds(dataset)).hasSize(4).first().isEqualTo(flair.replace("NAME", "p1") + "#1");
        String last = flair.replace("NAME", "p5");
        assertThat(tree.testIds(dataset)).containsExactly(last + "#1=good", last + "#2=lesion", last + "#3=lesion");
        assertThat(((Image) dataset.train().get(0)).toArray()).containsExactly(.5f, .6f);
        TestCase lesion = dataset.test().get(1);
        assertThat(lesion.mask(lesion.image()).orElseThrow().toArray()).containsExactly(false, true);
        assertThat(dataset.labelledAnomalies().label(1).masks()).hasSize(1);
        assertThat(dataset.inventory().text()).contains("every fifth patient");
        volume(lesions.replace("NAME", "p2"), 0, 0);
        assertThatThrownBy(() -> format.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("is 2 x 1 x 1 but")
                .hasMessageContaining("2 x 1 x 4");
    }

    @ParameterizedTest
    @CsvSource({"Utrecht/NAME", "Amsterdam/GE3T/NAME"})
    void otherPathologyOfWmhIsNeitherLesionNorNormal(String subject) {
        scans(subject + "/pre/FLAIR.nii.gz", subject + "/wmh.nii.gz");
        AnomalyDataset dataset = opened(DatasetFormat.WMH);
        assertThat(tree.learnedIds(dataset)).hasSize(4).allMatch(id -> id.endsWith("#1"));
        assertThat(dataset.test()).extracting(TestCase::defect).containsExactly("good", "lesion");
    }

    @Test
    void brainMri() {
        for (int i = 1; i <= 5; i++) {
            tree.with("no/no " + i + ".jpg");
        }
        tree.with("yes/Y1.jpg", "yes/Y10.JPG");
        AnomalyDataset dataset = opened(DatasetFormat.BRAIN_MRI);
        assertThat(dataset.train().size()).isEqualTo(4);
        assertThat(tree.tests(dataset)).containsExactly("no/no 5.jpg=good", "yes/Y1.jpg=tumour", "yes/Y10.JPG=tumour");
    }

    @Test
    void otherFoldersCalledYesAndNoAreLeftToTheUser() {
        tree.with("no/a.jpg", "yes/b.jpg");
        assertThat(DatasetFormat.find(root)).isEmpty();
    }

    @Test
    void lagLeavesAttentionOut() {
        for (int i = 1; i <= 5; i++) {
            tree.with("non_glaucoma/image/" + i + ".jpg", "non_glaucoma/attention_map/" + i + ".jpg");
        }
        tree.with("suspicious_glaucoma/image/9.jpg", "suspicious_glaucoma/attention_map/9.jpg");
        AnomalyDataset dataset = opened(DatasetFormat.LAG);
        assertThat(dataset.train().size()).isEqualTo(4);
        assertThat(tree.tests(dataset))
                .containsExactly("non_glaucoma/image/5.jpg=good", "suspicious_glaucoma/image/9.jpg=glaucoma");
    }

    private static final String COLUMNS =
            "Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,Enlarged Cardiomediastinum,Cardiomegaly,Lung Opacity,Lung Lesion,"
                    + "Edema,Consolidation,Pneumonia,Atelectasis,Pneumothorax,Pleural Effusion,Pleural Other,Fracture,"
                    + "Support Devices\n";

    private void chexpert(String train, String valid) {
        tree.with("valid/patient64541/study1/view1_frontal.jpg")
                .withText("train.csv", COLUMNS + train)
                .withText("valid.csv", COLUMNS + valid);
    }

    private static String row(String image, String... values) {
        StringBuilder row = new StringBuilder("CheXpert-v1.0-small/" + image + ",Male,70,Frontal,AP");
        for (int i = 0; i < 14; i++) {
            row.append(',').append(i < values.length ? values[i] : "");
        }
        return row.append('\n').toString();
    }

    @Test
    void chexpert() {
        chexpert(
                row("train/patient1/study1/a.jpg", "1.0")
                        + row("train/patient2/study1/a.jpg", "", "-1.0")
                        + row("train/patient3/study1/a.jpg", "", "1.0"),
                row("valid/patient4/study1/a.jpg", "1.0")
                        + row("valid/patient5/study1/a.jpg", "0.0", "0.0", "1.0", "1.0")
                        + row("valid/patient6/study1/a.jpg", "0.0", "0.0", "0.0", "1.0")
                        + row("valid/patient7/study1/a.jpg", "0.0"));
        AnomalyDataset all = opened(DatasetFormat.CHEXPERT);
        assertThat(tree.learned(all)).containsExactly("train/patient1/study1/a.jpg");
        assertThat(tree.tests(all))
                .containsExactlyInAnyOrder(
                        "valid/patient4/study1/a.jpg=good",
                        "valid/patient5/study1/a.jpg=Cardiomegaly",
                        "valid/patient6/study1/a.jpg=Lung Opacity");
        AnomalyDataset one = DatasetFormat.CHEXPERT.open(root, "Lung Opacity");
        assertThat(tree.tests(one))
                .containsExactlyInAnyOrder(
                        "valid/patient4/study1/a.jpg=good",
                        "valid/patient5/study1/a.jpg=Lung Opacity",
                        "valid/patient6/study1/a.jpg=Lung Opacity");
    }

    @Test
    void brokenTablesOfChexpertAreRefused() {
        chexpert(row("../../secret.jpg", "1.0"), row("valid/a.jpg", "1.0"));
        assertThatThrownBy(() -> DatasetFormat.CHEXPERT.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("train.csv")
                .hasMessageContaining("is no place");
        chexpert("a,b\n", row("valid/a.jpg", "1.0"));
        assertThatThrownBy(() -> DatasetFormat.CHEXPERT.open(root)).hasMessageContaining("train.csv, line 2");
        chexpert(row("train/a.jpg", "0.0"), row("valid/a.jpg", "1.0"));
        assertThatThrownBy(() -> DatasetFormat.CHEXPERT.open(root)).hasMessageContaining("'No Finding'");
    }
}

package io.xvad.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageReader;
import io.xvad.data.packed.PackedFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data sets of classes in miniature, of which one class is normal. */
class ClassLayoutsTest {

    @TempDir
    private Path root = Path.of("");

    private ImageTree tree = new ImageTree(Path.of(""));

    @BeforeEach
    void noFilesYet() {
        tree = new ImageTree(root);
    }

    private AnomalyDataset opened(DatasetFormat wanted, String category) {
        assertThat(DatasetFormat.recognise(root)).isEqualTo(wanted);
        assertThat(wanted.categories(root)).contains(category);
        return wanted.open(root, category);
    }

    private void write(String name, byte[] bytes) {
        PackedFiles.write(root.resolve(name), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".gz"})
    void mnist(String ending) {
        write("train-images-idx3-ubyte" + ending, PackedFiles.idxImages(4));
        write("train-labels-idx1-ubyte" + ending, PackedFiles.idxLabels(3, 7, 3, 0));
        write("t10k-images-idx3-ubyte" + ending, PackedFiles.idxImages(2));
        write("t10k-labels-idx1-ubyte" + ending, PackedFiles.idxLabels(9, 3));
        AnomalyDataset dataset = opened(DatasetFormat.MNIST, "3");
        String train = "train-images-idx3-ubyte" + ending;
        String test = "t10k-images-idx3-ubyte" + ending;
        assertThat(tree.learnedIds(dataset)).containsExactly(train + "#0", train + "#2");
        assertThat(tree.testIds(dataset)).containsExactly(test + "#0=9", test + "#1=good");
        assertThat(dataset.name()).endsWith("/3");
        assertThat(((Image) dataset.train().get(1)).toArray()).containsOnly(2 / 255f);
        TestCase good = dataset.test().get(1);
        assertThat(good.image().id()).isEqualTo(good.id());
        assertThat(good.mask(good.image()).orElseThrow().any()).isFalse();
        AnomalyDataset again = dataset.readBy(ImageReader.withDefaults().withMaxPixels(5));
        assertThat(again.train().get(0)).isEqualTo(dataset.train().get(0));
        assertThat(again.testImages().get(0)).isEqualTo(dataset.test().get(0).image());
        assertThat(dataset.inventory().text()).contains("class '3' normal");
        write("t10k-labels-idx1-ubyte" + ending, PackedFiles.idxLabels(9));
        assertThatThrownBy(() -> DatasetFormat.MNIST.open(root, "3"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("has 1 labels");
    }

    @Test
    void aClassMustBeNamed() {
        mnist("");
        assertThatThrownBy(() -> DatasetFormat.MNIST.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("name it by --category")
                .hasMessageContaining("0, 1, 2");
        assertThatThrownBy(() -> DatasetFormat.MNIST.open(root, "shoe"))
                .hasMessageContaining("No category named 'shoe'");
    }

    @Test
    void cifar10() {
        tree.withText("batches.meta.txt", "airplane\nautomobile\n\n");
        for (int batch = 1; batch <= 5; batch++) {
            write("data_batch_" + batch + ".bin", PackedFiles.cifar(1, 0, 1));
        }
        write("test_batch.bin", PackedFiles.cifar(1, 1, 0));
        AnomalyDataset dataset = opened(DatasetFormat.CIFAR_10, "airplane");
        assertThat(dataset.train().size()).isEqualTo(5);
        assertThat(tree.testIds(dataset)).containsExactly("test_batch.bin#0=automobile", "test_batch.bin#1=good");
        assertThat(((Image) dataset.train().get(0)).channels()).isEqualTo(3);
        write("test_batch.bin", PackedFiles.cifar(1, 2));
        assertThatThrownBy(() -> DatasetFormat.CIFAR_10.open(root, "airplane"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("test_batch.bin: image 0 is of class 2");
    }

    @Test
    void cifar100ByCoarseAndByFineClasses() {
        tree.withText("coarse_label_names.txt", "fish\nflowers\n")
                .withText("fine_label_names.txt", "ray\nshark\nrose\n");
        write("train.bin", PackedFiles.cifar(2, 0, 0, 0, 1, 1, 2));
        write("test.bin", PackedFiles.cifar(2, 1, 2, 0, 1));
        AnomalyDataset coarse = opened(DatasetFormat.CIFAR_100, "fish");
        assertThat(tree.learnedIds(coarse)).containsExactly("train.bin#0", "train.bin#1");
        assertThat(tree.testIds(coarse)).containsExactly("test.bin#0=flowers", "test.bin#1=good");
        AnomalyDataset fine = opened(DatasetFormat.CIFAR_100, "ray");
        assertThat(tree.learnedIds(fine)).containsExactly("train.bin#0");
        assertThat(tree.testIds(fine)).containsExactly("test.bin#0=rose", "test.bin#1=shark");
    }

    @Test
    void svhn() throws IOException {
        PackedFiles.svhn(root.resolve("train_32x32.mat"), 10, 1, 10);
        PackedFiles.svhn(root.resolve("test_32x32.mat"), 5, 10);
        AnomalyDataset dataset = opened(DatasetFormat.SVHN, "0");
        assertThat(tree.learnedIds(dataset)).containsExactly("train_32x32.mat#0", "train_32x32.mat#2");
        assertThat(tree.testIds(dataset)).containsExactly("test_32x32.mat#0=5", "test_32x32.mat#1=good");
        assertThat(((Image) dataset.train().get(1)).at(1, 1, 2)).isEqualTo(2 / 255f);
    }

    @Test
    void caltech101() {
        for (int i = 1; i <= 5; i++) {
            tree.with("101_ObjectCategories/ant/image_000" + i + ".jpg")
                    .with("101_ObjectCategories/bass/image_000" + i + ".jpg");
        }
        tree.with("101_ObjectCategories/BACKGROUND_Google/image_0001.jpg");
        AnomalyDataset dataset = opened(DatasetFormat.CALTECH_101, "ant");
        assertThat(DatasetFormat.CALTECH_101.categories(root)).containsExactly("ant", "bass");
        assertThat(dataset.train().size()).isEqualTo(4);
        assertThat(tree.testIds(dataset))
                .containsExactly(
                        "101_ObjectCategories/ant/image_0005.jpg=good",
                        "101_ObjectCategories/bass/image_0005.jpg=bass");
        assertThat(((Image) dataset.train().get(0)).height()).isEqualTo(2);
    }

    @Test
    void kylberg() {
        for (String piece : new String[] {"a", "b", "c", "d"}) {
            tree.with("blanket1-" + piece + "/blanket1-" + piece + "-p001.png")
                    .with("stone2-" + piece + "/stone2-" + piece + "-p001.png");
        }
        AnomalyDataset dataset = opened(DatasetFormat.KYLBERG, "stone2");
        assertThat(tree.learnedIds(dataset))
                .containsExactly(
                        "stone2-a/stone2-a-p001.png", "stone2-b/stone2-b-p001.png", "stone2-c/stone2-c-p001.png");
        assertThat(tree.testIds(dataset))
                .containsExactly("blanket1-d/blanket1-d-p001.png=blanket1", "stone2-d/stone2-d-p001.png=good");
    }

    private void celeba(String attributes, String partition) {
        tree.with("img_align_celeba/1.jpg", "img_align_celeba/2.jpg")
                .withText("list_attr_celeba.txt", "4\nBald Eyeglasses \n" + attributes)
                .withText("list_eval_partition.txt", partition);
    }

    @Test
    void celebaHasAnAttributeThatIsAnomalous() {
        celeba(
                "1.jpg -1 -1\n2.jpg  1 1\n3.jpg -1 1\n4.jpg -1 -1\n5.jpg 1 -1\n",
                "1.jpg 0\n2.jpg 0\n3.jpg 2\n4.jpg 1\n5.jpg 2\n");
        AnomalyDataset dataset = opened(DatasetFormat.CELEBA, "Eyeglasses");
        assertThat(tree.learnedIds(dataset)).containsExactly("img_align_celeba/1.jpg");
        assertThat(tree.testIds(dataset))
                .containsExactly("img_align_celeba/3.jpg=Eyeglasses", "img_align_celeba/5.jpg=good");
        assertThat(dataset.name()).endsWith("/Eyeglasses");
    }

    @Test
    void brokenListsOfCelebaAreRefused() {
        celeba("1.jpg -1\n", "1.jpg 0\n");
        assertThatThrownBy(() -> DatasetFormat.CELEBA.open(root, "Bald"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("list_attr_celeba.txt, line 3");
        celeba("1.jpg -1 7\n", "1.jpg 0\n");
        assertThatThrownBy(() -> DatasetFormat.CELEBA.open(root, "Eyeglasses")).hasMessageContaining("line 3");
        celeba("1.jpg -1 1\n", "2.jpg 0\n");
        assertThatThrownBy(() -> DatasetFormat.CELEBA.open(root, "Bald")).hasMessageContaining("1.jpg is not in");
        celeba("1.jpg -1 1\n", "1.jpg 3\n");
        assertThatThrownBy(() -> DatasetFormat.CELEBA.open(root, "Bald"))
                .hasMessageContaining("list_eval_partition.txt, line 1");
        celeba("../1.jpg -1 1\n", "../1.jpg 0\n");
        assertThatThrownBy(() -> DatasetFormat.CELEBA.open(root, "Bald"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContainingAll("list_attr_celeba.txt, line 3", "'../1.jpg' leads out of");
    }

    @Test
    void cureTsrHasChallengesThatAreAnomalous() {
        tree.with("Real_Train/ChallengeFree/01_04_00_00_0001.bmp", "Real_Train/Rain-1/01_04_09_01_0001.bmp")
                .with("Real_Test/ChallengeFree/01_04_00_00_0002.bmp")
                .with("Real_Test/Rain-1/01_04_09_01_0002.bmp", "Real_Test/Snow-2/01_04_11_02_0002.bmp");
        assertThat(DatasetFormat.recognise(root)).isEqualTo(DatasetFormat.CURE_TSR);
        AnomalyDataset all = DatasetFormat.CURE_TSR.open(root);
        assertThat(tree.learned(all)).containsExactly("Real_Train/ChallengeFree/01_04_00_00_0001.bmp");
        assertThat(all.test()).extracting(TestCase::defect).containsExactly("good", "Rain", "Snow");
        AnomalyDataset snow = opened(DatasetFormat.CURE_TSR, "Snow-2");
        assertThat(snow.test()).extracting(TestCase::defect).containsExactly("good", "Snow");
    }
}

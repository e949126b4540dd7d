package io.xvad.data.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import us.hebi.matlab.mat.types.MatlabType;

/** IDX, CIFAR and SVHN: what is read, and what a broken file is answered with. */
class PackedImagesTest {

    @TempDir
    private Path root = Path.of("");

    private Path written(String name, byte[] bytes) {
        Path file = root.resolve(name);
        PackedFiles.write(file, bytes);
        return file;
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading, String... parts) {
        assertThatThrownBy(reading).isInstanceOf(XvadDataException.class).hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"images", "images.gz"})
    void idxImages(String name) {
        IdxFile images = IdxFile.images(written(name, PackedFiles.idxImages(4)));
        assertThat(images.size()).isEqualTo(4);
        Image third = images.source(2).read(ImageReader.withDefaults());
        assertThat(third.height()).isEqualTo(2);
        assertThat(third.width()).isEqualTo(3);
        assertThat(third.toArray()).containsOnly(2 / 255f);
        assertThat(third.id()).isEqualTo(root.resolve(name) + "#2");
        assertThatThrownBy(() -> images.read(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"labels", "labels.gz"})
    void idxLabels(String name) {
        assertThat(IdxFile.labels(written(name, PackedFiles.idxLabels(7, 0, 255))))
                .containsExactly(7, 0, 255);
    }

    @Test
    void brokenIdxFilesAreRefused() {
        byte[] whole = PackedFiles.idxImages(4);
        refused(() -> IdxFile.images(written("short", Arrays.copyOf(whole, 20))), "short", "is cut short: 40 bytes");
        Path inflating = written("short.gz", Arrays.copyOf(whole, 20));
        refused(() -> IdxFile.images(inflating).read(0), "short.gz", "is cut short");
        refused(() -> IdxFile.images(written("head", Arrays.copyOf(whole, 9))), "head", "is cut short: 16 bytes");
        refused(
                () -> IdxFile.images(written("labels", PackedFiles.idxLabels(1, 2, 3, 4, 5, 6, 7, 8))),
                "is no IDX file");
        byte[] huge = whole.clone();
        ByteBuffer.wrap(huge).putInt(4, Integer.MAX_VALUE);
        refused(() -> IdxFile.images(written("huge", huge)), "huge", "tells of 2147483647 images");
        ByteBuffer.wrap(huge).putInt(4, 4).putInt(8, -1);
        refused(() -> IdxFile.images(written("negative", huge)), "tells of -1 rows");
        byte[] many = PackedFiles.idxLabels(1, 2);
        ByteBuffer.wrap(many).putInt(4, 9_999_999);
        refused(() -> IdxFile.labels(written("many", many)), "many", "is cut short");
        refused(() -> IdxFile.images(root.resolve("nowhere")), "nowhere");
    }

    @Test
    void aCompressedFileThatWouldNotFitIsRefusedBeforeItIsInflated() {
        byte[] huge = PackedFiles.idxImages(1);
        ByteBuffer.wrap(huge).putInt(4, 9_000_000).putInt(8, 4000).putInt(12, 4000);
        refused(() -> IdxFile.images(written("huge.gz", huge)), "huge.gz", "more than are read");
    }

    @Test
    void cifarImagesAndLabels() {
        CifarFile ten = CifarFile.ten(written("ten.bin", PackedFiles.cifar(1, 3, 9)));
        assertThat(ten.size()).isEqualTo(2);
        assertThat(ten.label(1)).isEqualTo(9);
        Image image = ten.read(1);
        assertThat(image.channels()).isEqualTo(3);
        assertThat(image.at(0, 31, 31)).isEqualTo(51 / 255f);
        assertThat(image.at(1, 0, 0)).isEqualTo(102 / 255f);
        assertThat(image.at(2, 5, 6)).isEqualTo(1);
        CifarFile hundred = CifarFile.hundred(written("hundred.bin", PackedFiles.cifar(2, 4, 72, 19, 85)));
        assertThat(hundred.size()).isEqualTo(2);
        assertThat(hundred.coarseLabel(1)).isEqualTo(19);
        assertThat(hundred.label(1)).isEqualTo(85);
        assertThat(hundred.read(0)).isEqualTo(image.withId(hundred.source(0).id()));
    }

    @Test
    void brokenCifarFilesAreRefused() {
        byte[] whole = PackedFiles.cifar(1, 3);
        refused(() -> CifarFile.ten(written("cut", Arrays.copyOf(whole, 3000))), "cut", "3000 bytes");
        refused(() -> CifarFile.hundred(written("ten", whole)), "ten", "not records of 3074");
        refused(() -> CifarFile.ten(written("empty", new byte[0])), "empty", "0 bytes");
    }

    @Test
    void svhnImagesAndDigits() throws IOException {
        Path file = root.resolve("train_32x32.mat");
        PackedFiles.svhn(file, 1, 10, 9);
        SvhnFile digits = SvhnFile.open(file);
        assertThat(digits.size()).isEqualTo(3);
        assertThat(digits.digit(1)).isZero();
        assertThat(digits.digit(2)).isEqualTo(9);
        Image third = digits.read(2);
        assertThat(third.at(1, 1, 2)).isEqualTo(2 / 255f);
        assertThat(third.at(0, 1, 2)).isEqualTo(200 / 255f);
        assertThat(third.at(1, 2, 1)).isEqualTo(200 / 255f);
    }

    @Test
    void brokenSvhnFilesAreRefused() throws IOException {
        Path file = root.resolve("a.mat");
        PackedFiles.svhn(file, 1, 2);
        byte[] whole = Files.readAllBytes(file);
        refused(() -> SvhnFile.open(written("cut.mat", Arrays.copyOf(whole, 200))), "cut.mat");
        refused(() -> SvhnFile.open(written("text.mat", new byte[300])), "text.mat", "MATLAB");
        PackedFiles.svhn(file, 1, 77);
        refused(() -> SvhnFile.open(file), "a.mat", "label 2 of 'y' is 77");
        PackedFiles.svhn(file, MatlabType.Double, 1, 2);
        SvhnFile ofDoubles = SvhnFile.open(file);
        refused(() -> ofDoubles.read(0), "a.mat", "'X' must be of type uint8, is double");
    }
}

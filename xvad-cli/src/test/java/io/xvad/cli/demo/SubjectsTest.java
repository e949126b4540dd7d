package io.xvad.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.DatasetFormat;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.image.ImageWriter;
import io.xvad.data.synthetic.SyntheticDefect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a subject learns from is not what it is tested on. */
class SubjectsTest {

    private static final Pattern PLACE = Pattern.compile("-x(\\d+)-y(\\d+)");

    @TempDir
    private Path directory = Path.of("");

    private static Image noise(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[32 * 40];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(0.4, 0.6);
        }
        return Image.of("noise", 1, 32, 40, values);
    }

    private void write(String folder, int count, int firstSeed) {
        for (int i = 0; i < count; i++) {
            ImageWriter.writePng(noise(firstSeed + i), directory.resolve(folder).resolve(i + ".png"));
        }
    }

    private AnomalyDataset dataset() {
        return DatasetFormat.recognise(directory).open(directory);
    }

    private static List<String> ids(Samples samples) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            ids.add(samples.id(i));
        }
        return ids;
    }

    private static Box place(String id) {
        Matcher place = PLACE.matcher(id);
        assertThat(place.find()).as(id).isTrue();
        return new Box(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), 256, 256);
    }

    @Test
    void squaresOfAPhotographToLearnFromToCalibrateOnAndToTestOnAreApart() {
        Subject gravel = new Texture("gravel").subject(0);
        List<Box> learned =
                ids(gravel.learned()).stream().map(SubjectsTest::place).toList();
        List<Box> calibrated = ids(gravel.calibrated().orElseThrow()).stream()
                .map(SubjectsTest::place)
                .toList();
        Set<Box> tested = new HashSet<>();
        gravel.tests().forEach(test -> tested.add(place(test.image().id())));
        assertThat(tested).hasSize(4);
        for (Box test : tested) {
            Stream.concat(learned.stream(), calibrated.stream())
                    .forEach(box -> assertThat(test.common(box)).isZero());
            assertThat(tested.stream().filter(other -> !other.equals(test)).mapToLong(test::common))
                    .allMatch(common -> common == 0);
        }
        learned.forEach(
                one -> calibrated.forEach(other -> assertThat(one.common(other)).isZero()));
        assertThat(gravel.independent()).isFalse();
        assertThat(gravel.tests()).filteredOn(TestImage::anomalous).hasSize(SyntheticDefect.values().length);
    }

    @Test
    void noPartIsLearnedFromCalibratedOnAndTestedOn() {
        Subject parts = new Parts(3, 2, 1, 1, 9).subject();
        List<String> all = new ArrayList<>(ids(parts.learned()));
        all.addAll(ids(parts.calibrated().orElseThrow()));
        parts.tests().forEach(test -> all.add(test.image().id()));
        assertThat(all).hasSize(3 + 2 + 5 + 1).doesNotHaveDuplicates();
        assertThat(parts.tests()).filteredOn(TestImage::anomalous).hasSize(5).allMatch(test -> test.defect()
                .isPresent());
    }

    @Test
    void anomalousImagesOfAFolderAreTestedOn() {
        write("normal", 8, 0);
        write("test-normal", 3, 20);
        write("anomalous", 5, 40);
        Subject subject = new OwnFolder(dataset(), 4, 0).subject();
        assertThat(subject.learned().size()).isEqualTo(8);
        assertThat(subject.tests()).filteredOn(TestImage::anomalous).hasSize(4).allMatch(test -> test.kind()
                .equals(TestCase.ANOMALOUS));
        assertThat(subject.tests()).filteredOn(test -> !test.anomalous()).hasSize(3);
        assertThat(subject.note()).contains("4 of 5 anomalous", "3 of 3 normal").doesNotContain("synthetic");
    }

    @Test
    void withoutAnomalousImagesSyntheticDefectsAreDrawnOnNormalOnesHeldBack() {
        write("", 12, 0);
        Subject subject = new OwnFolder(dataset(), 12, 0).subject();
        assertThat(subject.learned().size()).isEqualTo(10);
        assertThat(subject.note()).contains("2 normal ones were held back", "synthetic defects");
        List<String> learned = ids(subject.learned());
        assertThat(subject.tests())
                .filteredOn(test -> !test.anomalous())
                .hasSize(2)
                .allMatch(test -> !learned.contains(test.image().id()));
        assertThat(subject.tests())
                .filteredOn(TestImage::anomalous)
                .hasSize(SyntheticDefect.values().length)
                .allMatch(test -> test.title().contains("(synthetic)"));
    }

    @Test
    void withoutAnomalousImagesTheNormalOnesToTestOnAreUsed() {
        write("normal", 8, 0);
        write("test-normal", 3, 20);
        Subject subject = new OwnFolder(dataset(), 12, 0).subject();
        assertThat(subject.learned().size()).isEqualTo(8);
        assertThat(subject.tests()).hasSize(3 + SyntheticDefect.values().length);
        assertThat(subject.note()).contains("synthetic defects were drawn by a program on the normal ones to test on");
    }

    @Test
    void tooFewNormalImagesAreAnError() {
        write("", 7, 0);
        assertThatThrownBy(() -> new OwnFolder(dataset(), 12, 0).subject())
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(directory.getFileName() + "' has 7 normal images")
                .hasMessageContaining("at least 8");
        assertThatThrownBy(() -> new OwnFolder(dataset(), 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}

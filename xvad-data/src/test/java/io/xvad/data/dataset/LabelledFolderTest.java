package io.xvad.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledFolderTest {

    private static final Label MASKED = Label.anomaly(Mask.of(1, 2, new boolean[] {true, true}));

    @TempDir
    private Path root = Path.of("");

    private void image(String file, int width) {
        float[] values = new float[width];
        Arrays.fill(values, 1);
        ImageWriter.writePng(Image.of(file, 1, 1, width, values), root.resolve(file));
    }

    private static List<Label> labels(LabelledSamples samples) {
        return IntStream.range(0, samples.size()).mapToObj(samples::label).toList();
    }

    @Test
    void anomalousImagesWithMasksAndTheKindsOfTheirDirectories() {
        image("anomalous/a.png", 2);
        image("anomalous/dent/b.png", 2);
        image("masks/a.png", 2);
        image("masks/dent/b.png", 2);
        LabelledSamples samples = LabelledFolder.of(root);
        assertThat(labels(samples)).containsExactly(MASKED, MASKED.withKind("dent"));
        assertThat(samples.get(1).id()).isEqualTo(samples.id(1)).endsWith("b.png");
    }

    @Test
    void oneDirectoryAKindOfWhichSomeAreNormal() {
        image("good/a.png", 2);
        image("hole/b.png", 2);
        image("scratch/c.png", 2);
        assertThat(labels(LabelledFolder.of(root)))
                .containsExactly(
                        Label.normal(),
                        Label.anomaly().withKind("hole"),
                        Label.anomaly().withKind("scratch"));
        image("masks/hole/b.png", 2);
        image("masks/scratch/c.png", 2);
        assertThat(labels(LabelledFolder.of(root)))
                .containsExactly(Label.normal(), MASKED.withKind("hole"), MASKED.withKind("scratch"));
    }

    @Test
    void aMaskThatIsMissingOrOfAnotherSizeIsAnErrorThatNamesTheImage() {
        image("hole/b.png", 2);
        image("hole/c.png", 2);
        image("masks/hole/b.png", 3);
        assertThatThrownBy(() -> LabelledFolder.of(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("c.png");
        image("masks/hole/c.png", 2);
        LabelledSamples samples = LabelledFolder.of(root);
        assertThatThrownBy(() -> samples.label(0))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("b.png");
    }

    @Test
    void nothingThereIsAnError() {
        assertThatThrownBy(() -> LabelledFolder.of(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("no labelled images");
        assertThatThrownBy(() -> LabelledFolder.of(root.resolve("nowhere")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void aDataSetGivesItsAnomaliesToLearnFrom() {
        image("train/good/a.png", 2);
        image("test/good/b.png", 2);
        image("test/hole/c.png", 2);
        image("test/hole/d.png", 2);
        image("ground_truth/hole/c_mask.png", 2);
        image("ground_truth/hole/d_mask.png", 2);
        LabelledSamples samples = DatasetFormat.MVTEC.open(root).labelledAnomalies();
        assertThat(labels(samples)).containsExactly(MASKED.withKind("hole"), MASKED.withKind("hole"));
        assertThat(samples.select(1).label(0)).isEqualTo(MASKED.withKind("hole"));
        assertThat(samples.select(1).id(0)).endsWith("d.png");
    }
}

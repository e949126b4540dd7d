package io.xvad.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuxiliaryFoldersTest {

    @TempDir
    private Path root = Path.of("");

    private void image(String file) {
        ImageWriter.writePng(Image.of(file, 1, 1, 2, new float[] {1, 1}), root.resolve(file));
    }

    private LabelledSamples of(String... things) {
        return AuxiliaryFolders.of(List.of(things).stream().map(root::resolve).toList(), ImageReader.withDefaults());
    }

    @Test
    void theTestImagesOfADataSetAndLabelledFoldersEachOfTheThingThatItsDirectoryNames() {
        image("bottle/train/good/t.png");
        image("bottle/test/good/a.png");
        image("bottle/test/hole/b.png");
        image("bottle/ground_truth/hole/b_mask.png");
        image("metal_nut/good/c.png");
        image("metal_nut/scratch/d.png");
        LabelledSamples samples = of("bottle", "metal_nut");
        assertThat(IntStream.range(0, samples.size())
                        .mapToObj(i -> samples.category(i).orElseThrow()))
                .containsExactly("bottle", "bottle", "metal_nut", "metal_nut");
        assertThat(IntStream.range(0, samples.size())
                        .mapToObj(i -> samples.label(i).anomalous()))
                .containsExactly(false, true, false, true);
        assertThat(samples.label(1).masks()).hasSize(1);
        assertThat(samples.label(3)).isEqualTo(Label.anomaly().withKind("scratch"));
        assertThat(samples.get(3).id()).isEqualTo(samples.id(3)).endsWith("d.png");
        assertThat(samples.select(2).category(0)).contains("metal_nut");
    }

    @Test
    void aDirectoryWithoutLabelledImagesIsNamed() {
        image("bottle/train/good/t.png");
        assertThatThrownBy(() -> of("bottle"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("bottle");
        assertThatThrownBy(() -> of("nothing"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("no such directory");
    }
}

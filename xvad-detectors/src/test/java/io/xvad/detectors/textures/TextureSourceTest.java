package io.xvad.detectors.textures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextureSourceTest {

    private static final int SIZE = 32;

    private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5);

    @TempDir
    private Path folder;

    private static void assertBounded(float[] values) {
        for (float value : values) {
            assertThat(value).isBetween(0f, 1f);
        }
    }

    @Test
    void texturesAreBoundedAndNoTwoAreAlike() {
        TextureSource source = TextureSource.packaged(SIZE).altered(SIZE);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            float[] texture = source.drawn(random);
            assertThat(texture).hasSize(3 * SIZE * SIZE);
            assertBounded(texture);
            seen.add(Arrays.hashCode(texture));
        }
        assertThat(seen).hasSize(30);
    }

    @ParameterizedTest
    @EnumSource
    void patternsReachFromZeroToOne(Pattern pattern) {
        float[] heights = pattern.drawn(SIZE, random);
        assertThat(heights).hasSize(SIZE * SIZE);
        assertBounded(heights);
        float least = 1;
        float greatest = 0;
        for (float height : heights) {
            least = Math.min(least, height);
            greatest = Math.max(greatest, height);
        }
        assertThat(greatest - least).isGreaterThan(0.5f);
    }

    @ParameterizedTest
    @EnumSource
    void alterationsKeepSizeAndRange(Alteration alteration) {
        float[] texture = ProceduralTexture.drawn(SIZE, random);
        float[] before = texture.clone();
        float[] altered = alteration.of(texture, SIZE, random);
        assertThat(altered).hasSameSizeAs(texture);
        assertBounded(altered);
        assertThat(texture).isEqualTo(before);
    }

    @Test
    void invertedTwiceIsTheSame() {
        float[] texture = ProceduralTexture.drawn(SIZE, random);
        float[] twice = Alteration.INVERT.of(Alteration.INVERT.of(texture, SIZE, random), SIZE, random);
        assertThat(twice).containsExactly(texture, within(1e-6f));
    }

    @Test
    void equalisedLevelsAreEquallyOften() {
        float[] texture = new float[3 * SIZE * SIZE];
        for (int i = 0; i < texture.length; i++) {
            texture[i] = 0.25f * i / texture.length;
        }
        float[] equal = Alteration.EQUALISE.of(texture, SIZE, random);
        int dark = 0;
        for (int i = 0; i < SIZE * SIZE; i++) {
            dark += equal[i] < 0.5 ? 1 : 0;
        }
        assertThat(dark / (double) (SIZE * SIZE)).isCloseTo(0.5, within(0.06));
    }

    @Test
    void greyTexturesHaveEqualChannels() {
        float[] grey = TextureSource.packaged(SIZE).grey().drawn(random);
        int cells = SIZE * SIZE;
        assertThat(Arrays.copyOfRange(grey, cells, 2 * cells)).isEqualTo(Arrays.copyOf(grey, cells));
    }

    @Test
    void aFoldersImagesAreTexturesAlsoInFoldersBelow() throws IOException {
        float[] values = new float[3 * 40 * 50];
        Arrays.fill(values, 0.5f);
        Path below = Files.createDirectories(folder.resolve("banded"));
        ImageWriter.writePng(Image.of("texture", 3, 40, 50, values), below.resolve("a.png"));
        float[] texture = TextureSource.folder(folder, SIZE).drawn(random);
        assertThat(texture).hasSize(3 * SIZE * SIZE);
        assertThat(texture[7]).isCloseTo(0.5f, within(0.01f));
    }

    @Test
    void anEmptyFolderIsRefused() {
        assertThatThrownBy(() -> TextureSource.folder(folder, SIZE))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(folder.getFileName().toString());
    }
}

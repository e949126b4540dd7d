package io.xvad.detectors.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.progress.ProgressListener;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums of a union are those of its parts, put together or taken apart. */
class GaussianSumsTest {

    private static final int POSITIONS = 3;
    private static final int DIMENSION = 5;
    private static final int[] CHANNELS = {0, 2, 3};
    private static final int IMAGES = 20;

    @TempDir
    private Path folder = Path.of("");

    /** Values far from 0 and of another scale in each channel, so that rounding would show. */
    private static float[] rows(int image) {
        SplittableRandom random = new SplittableRandom(image);
        float[] rows = new float[POSITIONS * DIMENSION];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (1000 + Math.pow(10, i % DIMENSION - 2) * random.nextDouble());
        }
        return rows;
    }

    private static GaussianSums sums(int from, int to) {
        GaussianSums sums = new GaussianSums(POSITIONS, CHANNELS, DIMENSION);
        IntStream.range(from, to).forEach(image -> sums.add(rows(image)));
        return sums;
    }

    private static Gaussians gaussians(GaussianSums sums) {
        return sums.gaussians(Shrinkage.fixed(1e-6), ProgressListener.none());
    }

    private static void equal(GaussianSums sums, GaussianSums wanted) {
        assertThat(sums.images()).isEqualTo(wanted.images());
        Gaussians is = gaussians(sums);
        Gaussians expected = gaussians(wanted);
        for (int i = 0; i < is.means().length; i++) {
            assertThat(is.means()[i]).isCloseTo(expected.means()[i], within(1e-3f));
        }
        for (int i = 0; i < is.factors().length; i++) {
            float tolerance = 1e-5f * Math.max(1e-3f, Math.abs(expected.factors()[i]));
            assertThat(is.factors()[i]).isCloseTo(expected.factors()[i], within(tolerance));
        }
    }

    @Test
    void mergedSumsAreThoseOfTheUnion() {
        GaussianSums merged = sums(0, 12);
        GaussianSums other = sums(12, IMAGES);
        merged.merge(other);
        equal(merged, sums(0, IMAGES));
        equal(other, sums(12, IMAGES));
        GaussianSums nothing = new GaussianSums(POSITIONS, CHANNELS, DIMENSION);
        nothing.merge(merged);
        equal(nothing, merged);
    }

    @Test
    void anImageThatIsTakenAwayWasNeverThere() {
        GaussianSums sums = sums(0, IMAGES);
        sums.remove(rows(0));
        sums.remove(rows(7));
        GaussianSums wanted = sums(1, 7);
        wanted.merge(sums(8, IMAGES));
        equal(sums, wanted);
        equal(sums.centred(), wanted);
    }

    @Test
    void aCopyChangesOnItsOwn() {
        GaussianSums sums = sums(0, 12);
        GaussianSums copy = sums.copy();
        copy.add(rows(12));
        equal(sums, sums(0, 12));
        equal(copy, sums(0, 13));
    }

    @Test
    void savedSumsLearnOnAsIfTheyHadNotBeenSaved() {
        Path file = folder.resolve("m.xvad");
        GaussianSums saved = sums(0, 12);
        ModelFile.write(file, new Provenance("toy", Map.of(), 0, 1, "", "1"), model -> SumsEntry.write(model, saved));
        try (ModelReader model = ModelFile.open(file)) {
            assertThat(SumsEntry.isIn(model)).isTrue();
            GaussianSums read = SumsEntry.read(model, POSITIONS, CHANNELS, DIMENSION);
            IntStream.range(12, IMAGES).forEach(image -> read.add(rows(image)));
            equal(read, sums(0, IMAGES));
            assertThatThrownBy(() -> SumsEntry.read(model, POSITIONS + 1, CHANNELS, DIMENSION))
                    .isInstanceOf(XvadModelException.class)
                    .hasMessageContaining("gaussian-products");
        }
    }

    /** The origin of sums is at first an image; of saved ones it is the mean. */
    @Test
    void noSingleImageIsSaved() {
        Path file = folder.resolve("m.xvad");
        ModelFile.write(
                file, new Provenance("toy", Map.of(), 0, 1, "", "1"), model -> SumsEntry.write(model, sums(0, 12)));
        try (ModelReader model = ModelFile.open(file)) {
            assertThat(model.tensor("gaussian-origin").toArray())
                    .isEqualTo(gaussians(sums(0, 12)).means());
        }
    }

    @Test
    void otherChannelsAreNotMerged() {
        GaussianSums other = new GaussianSums(POSITIONS, new int[] {0, 1, 3}, DIMENSION);
        assertThatThrownBy(() -> sums(0, 1).merge(other)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> other.remove(rows(0))).isInstanceOf(IllegalStateException.class);
    }
}

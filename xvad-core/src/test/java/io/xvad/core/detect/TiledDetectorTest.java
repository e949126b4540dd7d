package io.xvad.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import io.xvad.core.NormalPatch;
import io.xvad.core.Polygon;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.Tiling;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TiledDetectorTest {

    private static final Registry<Detector> DETECTORS = Registry.of(Detector.class, List.of(new Brightness(100)));
    private static final Tiling TILES = new Tiling(16, 4);

    private static Image image(String id, int height, int width, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.3 * random.nextDouble());
        }
        return Image.of(id, 1, height, width, values);
    }

    private static Image withSpot(Image image, int y, int x) {
        float[] values = image.toArray();
        values[y * image.width() + x] = 1;
        return Image.of(image.id(), 1, image.height(), image.width(), values);
    }

    private static Samples normals() {
        return Samples.of(
                IntStream.range(0, 20).mapToObj(i -> image("n" + i, 40, 50, i)).toList());
    }

    /** A map that is the image itself: together they are the image again, whatever the overlap. */
    @Test
    void mapsOfTilesAreTheMapOfTheImageAndTheScoreIsTheHighest() {
        Image image = withSpot(image("x", 40, 50, 99), 33, 47);
        FittedDetector whole = Training.of(new Brightness(100)).withHeldOut(0).fit(normals());
        for (Tiling tiling : List.of(TILES, new Tiling(16, 0), new Tiling(20, 10), new Tiling(64, 8))) {
            FittedDetector tiled = Training.of(new Brightness(100))
                    .tiled(tiling)
                    .withHeldOut(0)
                    .fit(normals());
            Detection found = tiled.detect(image);
            assertThat(found.score()).isEqualTo(whole.detect(image).score());
            float[] wanted = whole.detect(image).map().toArray();
            float[] got = found.map().toArray();
            for (int i = 0; i < wanted.length; i++) {
                assertThat(got[i]).isCloseTo(wanted[i], within(1e-6f));
            }
        }
    }

    @Test
    void decisionsAndRegionsAreThoseOfTheWholeImage() {
        FittedDetector model = Training.of(new Brightness(100))
                .tiled(TILES)
                .withFalseAlarmRate(0.2)
                .fit(normals());
        Detection found = model.detect(withSpot(image("x", 40, 50, 99), 33, 47));
        assertThat(found.verdict().decision()).isEqualTo(Decision.ANOMALOUS);
        assertThat(found.map().height()).isEqualTo(40);
        assertThat(found.regions().get(0).peakY()).isEqualTo(33);
        assertThat(found.regions().get(0).peakX()).isEqualTo(47);
        assertThat(model.detect(image("y", 40, 50, 100)).verdict().pValue().getAsDouble())
                .isGreaterThan(0.15);
    }

    @Test
    void itIsSavedWithTheModelAndSoAreIgnoredRegions() {
        FittedDetector model = Training.of(new Brightness(100))
                .tiled(TILES)
                .ignoring(IgnoredRegions.of(Polygon.parse("0.5,0 1,0 1,1 0.5,1")))
                .withFalseAlarmRate(0.2)
                .fit(normals());
        FittedDetector loaded = Models.load(Models.toBytes(model), DETECTORS);
        Image spotted = withSpot(image("x", 40, 50, 99), 33, 47);
        assertThat(loaded.detect(spotted)).isEqualTo(model.detect(spotted));
        assertThat(loaded.detect(spotted)).isEqualTo(loaded.detect(image("x", 40, 50, 99)));
        assertThat(loaded.capability(Tiling.class)).contains(TILES);
        assertThat(Models.toBytes(loaded)).isEqualTo(Models.toBytes(model));
    }

    @Test
    void theSameSeedGivesTheSameModel() {
        byte[] first = Models.toBytes(
                Training.of(new Brightness(100)).tiled(TILES).withSeed(3).fit(normals()));
        byte[] second = Models.toBytes(
                Training.of(new Brightness(100)).tiled(TILES).withSeed(3).fit(normals()));
        assertThat(first).isEqualTo(second);
    }

    @Test
    void tilesOfLabelledImagesThatMarkNothingAreNotAnomalous() {
        boolean[] marked = new boolean[40 * 50];
        marked[33 * 50 + 47] = true;
        LabelledSamples labelled = LabelledSamples.of(
                List.of(image("bad", 40, 50, 1), image("good", 40, 50, 2)),
                List.of(Label.anomaly(Mask.of(40, 50, marked)).withKind("spot"), Label.normal()));
        LabelledSamples tiles = TiledLabelledSamples.of(labelled, TILES);
        List<String> bad = IntStream.range(0, tiles.size())
                .filter(i -> tiles.label(i).anomalous())
                .mapToObj(tiles::id)
                .toList();
        assertThat(bad).containsExactly("bad#34,24");
        assertThat(tiles.size()).isEqualTo(1 + TILES.boxes(40, 50).size());
        Label label = tiles.label(0);
        assertThat(label.masks().get(0).at(9, 13)).isTrue();
        assertThat(label.kind()).contains("spot");
        LabelledSamples anywhere = LabelledSamples.of(List.of(image("bad", 40, 50, 1)), List.of(Label.anomaly()));
        assertThatThrownBy(() -> TiledLabelledSamples.of(anywhere, TILES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'bad' has no mask");
    }

    @Test
    void theLabelOfAnImageIsReadOnceForAllItsTiles() {
        boolean[] marked = new boolean[40 * 50];
        Arrays.fill(marked, true);
        Label label = Label.anomaly(Mask.of(40, 50, marked));
        CountingLabels labels = new CountingLabels(
                LabelledSamples.of(List.of(image("a", 40, 50, 1), image("b", 40, 50, 2)), List.of(label, label)));
        LabelledSamples tiles = TiledLabelledSamples.of(labels, TILES);
        assertThat(tiles.size()).isEqualTo(2 * TILES.boxes(40, 50).size()).isGreaterThan(2);
        assertThat(labels.read).containsExactly(0, 1);
        IntStream.range(0, tiles.size()).forEach(tiles::label);
        assertThat(labels.read).containsExactly(0, 1, 0, 1);
    }

    private static final class CountingLabels implements LabelledSamples {

        private final LabelledSamples samples;
        private final List<Integer> read = new ArrayList<>();

        private CountingLabels(LabelledSamples samples) {
            this.samples = samples;
        }

        @Override
        public int size() {
            return samples.size();
        }

        @Override
        public Sample get(int index) {
            return samples.get(index);
        }

        @Override
        public Label label(int index) {
            read.add(index);
            return samples.label(index);
        }
    }

    @Test
    void whatIsRememberedLiesInItsOwnImage() {
        FittedDetector model = new TiledDetector(new Remembering(), TILES);
        RemembersNormals normals = model.capability(RemembersNormals.class).orElseThrow();
        NormalPatch patch = normals.nearest(image("x", 40, 50, 1), 33, 47, 1).get(0);
        assertThat(patch.sampleId()).isEqualTo("n3");
        assertThat(patch.box()).isEqualTo(new Box(34 + 13 - 1, 24 + 9 - 1, 2, 2));
        assertThat(normals.queryCrop(image("x", 40, 50, 1), 33, 47).width()).isEqualTo(16);
    }

    /** Remembers, for each place of a tile, the same place of one tile of one image. */
    private static final class Remembering implements FittedDetector, RemembersNormals {

        @Override
        public List<NormalPatch> nearest(Image tile, int y, int x, int count) {
            return List.of(new NormalPatch("n3#34,24", new Box(x - 1, y - 1, 2, 2), 0.5, tile));
        }

        @Override
        public Image queryCrop(Image tile, int y, int x) {
            return tile;
        }

        @Override
        public Detection detect(Sample sample) {
            float[] zero = new float[sample.height() * sample.width()];
            return Detection.undecided(sample.id(), 0, List.of(AnomalyMap.of(sample.height(), sample.width(), zero)));
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.none().with(RemembersNormals.class, this);
        }

        @Override
        public Provenance provenance() {
            return new Provenance("remembering", Map.of(), 0, 1, "none", "0");
        }

        @Override
        public void save(ModelWriter model) {
            throw new UnsupportedOperationException("is never saved");
        }

        @Override
        public void close() {}
    }
}

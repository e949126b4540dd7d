package io.xvad.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Cover;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.MapBand;
import io.xvad.core.Mask;
import io.xvad.core.Polygon;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.Tiling;
import io.xvad.core.XvadDataException;
import io.xvad.core.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Images that are read region by region, and memories of tiles. */
class LargeImageTest {

    private static final int HEIGHT = 50;
    private static final int WIDTH = 61;
    private static final Tiling TILES = new Tiling(16, 4);
    private static final Registry<Detector> DETECTORS = Registry.of(Detector.class, List.of(new Brightness(100)));
    private static final IgnoredRegions RIGHT = IgnoredRegions.of(Polygon.parse("0.7,0 1,0 1,1 0.7,1"));

    /** Refuses to be read whole or in parts larger than a tile. */
    private record Regionwise(Image image) implements LargeImage {

        @Override
        public String id() {
            return image.id();
        }

        @Override
        public int height() {
            return image.height();
        }

        @Override
        public int width() {
            return image.width();
        }

        @Override
        public Image read(Box box) {
            assertThat(Math.max(box.height(), box.width())).isLessThanOrEqualTo(1024);
            return image.crop(box);
        }

        @Override
        public Image overview(int factor) {
            return LargeImage.of(image).overview(factor);
        }

        @Override
        public Image requireImage() {
            throw new XvadDataException(id() + ": too large to be held whole");
        }
    }

    private static Image image(String id, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.3 * random.nextDouble());
        }
        return Image.of(id, 1, HEIGHT, WIDTH, values);
    }

    private static Image withSpot(Image image, int y, int x) {
        float[] values = image.toArray();
        values[y * WIDTH + x] = 1;
        return Image.of(image.id(), 1, HEIGHT, WIDTH, values);
    }

    private static List<Image> normals() {
        return IntStream.range(0, 20).mapToObj(i -> image("n" + i, i)).toList();
    }

    private static Samples regionwise() {
        return Samples.of(normals().stream().map(Regionwise::new).toList());
    }

    private static Training training() {
        return Training.of(new Brightness(100)).tiled(TILES).withFalseAlarmRate(0.2);
    }

    @Test
    void anImageReadByRegionsIsScoredAsOneThatIsHeldWhole() {
        for (IgnoredRegions ignored : List.of(IgnoredRegions.none(), RIGHT)) {
            FittedDetector whole = training().ignoring(ignored).fit(Samples.of(normals()));
            for (Image image : List.of(withSpot(image("x", 99), 33, 17), image("y", 100))) {
                Detection wanted = whole.detect(image);
                Detection found = whole.detect(new Regionwise(image));
                assertThat(found.score()).isEqualTo(wanted.score());
                assertThat(found.verdict()).isEqualTo(wanted.verdict());
                assertThat(found.regions()).isEqualTo(wanted.regions());
                assertThat(found.map()).isEqualTo(wanted.map());
                assertThat(whole.detectAll(List.of(new Regionwise(image)))).containsExactly(found);
                assertThat(whole.detectAll(List.of(new Regionwise(image)), Runnable::run))
                        .containsExactly(found);
            }
        }
    }

    @Test
    void theSameIsLearnedFromImagesReadByRegions() {
        byte[] whole = Models.toBytes(training().fit(Samples.of(normals())));
        assertThat(Models.toBytes(training().fit(regionwise()))).isEqualTo(whole);
    }

    @Test
    void itsMapComesInBandsOfAllRows() {
        FittedDetector model = training().ignoring(RIGHT).fit(regionwise());
        List<MapBand> bands = new ArrayList<>();
        Detection found = model.detect(new Regionwise(withSpot(image("x", 99), 33, 17)), bands::add);
        assertThat(found.hasMaps()).isFalse();
        assertThat(found.verdict().decision()).isEqualTo(Decision.ANOMALOUS);
        assertThat(found.regions().get(0).peakY()).isEqualTo(33);
        assertThat(bands).hasSizeGreaterThan(2);
        int next = 0;
        for (MapBand band : bands) {
            assertThat(band.top()).isEqualTo(next);
            assertThat(band.counts(0, 0)).isTrue();
            assertThat(band.counts(0, WIDTH - 1)).isFalse();
            next += band.map().height();
        }
        assertThat(next).isEqualTo(HEIGHT);
    }

    @Test
    void whatLiesInIgnoredRegionsChangesNothing() {
        FittedDetector model = training().ignoring(RIGHT).fit(regionwise());
        Image normal = image("x", 99);
        assertThat(model.detect(new Regionwise(withSpot(normal, 20, 60))))
                .isEqualTo(model.detect(new Regionwise(normal)));
        FittedDetector later =
                Recalibration.of(training().fit(regionwise())).ignoring(RIGHT).on(regionwise());
        assertThat(later.detect(new Regionwise(withSpot(normal, 20, 60))))
                .isEqualTo(later.detect(new Regionwise(normal)));
        IgnoredRegions all = IgnoredRegions.of(Polygon.parse("0,0 1,0 1,1 0,1"));
        assertThatThrownBy(() -> training().ignoring(all).fit(regionwise()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("are all of");
    }

    @Test
    void aDetectorThatSeesNoTilesAsksForTheWholeImage() {
        Training untiled = Training.of(new Brightness(100)).withFalseAlarmRate(0.2);
        assertThatThrownBy(() -> untiled.fit(regionwise()))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("too large to be held whole");
        FittedDetector model = untiled.fit(Samples.of(normals()));
        Image image = withSpot(image("x", 99), 33, 17);
        assertThat(model.detect(LargeImage.of(image))).isEqualTo(model.detect(image));
        FittedDetector alike =
                untiled.fit(Samples.of(normals().stream().map(LargeImage::of).toList()));
        assertThat(alike.detect(image)).isEqualTo(model.detect(image));
    }

    @Test
    void aTileIsSeenAsInTheWholeImage() {
        FittedDetector model = training().ignoring(RIGHT).fit(regionwise());
        Image image = withSpot(image("x", 99), 33, 17);
        SeesTiles tiles = model.capability(SeesTiles.class).orElseThrow();
        Box tile = TILES.around(HEIGHT, WIDTH, 33, 17);
        Detection found = tiles.of(tile, HEIGHT, WIDTH).detect(image.crop(tile));
        Detection whole = model.detect(image);
        assertThat(found.score()).isEqualTo(whole.score());
        assertThat(found.verdict()).isEqualTo(whole.verdict());
        Box covered = TILES.around(HEIGHT, WIDTH, 20, 45);
        FittedDetector beside = tiles.of(covered, HEIGHT, WIDTH);
        assertThat(beside.capability(Cover.class)).isPresent();
        Image spotted = withSpot(image, covered.y() + 3, WIDTH - 1);
        assertThat(beside.detect(spotted.crop(covered)).score())
                .isEqualTo(beside.detect(image.crop(covered)).score());
    }

    /** The mean of each pixel is what is normal, so that one memory for all tiles cannot know that one corner is always bright. */
    @Test
    void aMemoryForEachPositionKnowsWhatIsNormalThere() {
        Training byPosition = Training.of(new MeanImage())
                .tiled(TILES.withMemory(Tiling.Memory.POSITION))
                .withFalseAlarmRate(0.2);
        Samples parts = Samples.of(normals().stream()
                .map(normal -> new Regionwise(withSpot(normal, 33, 17)))
                .toList());
        FittedDetector model = byPosition.fit(parts);
        FittedDetector loaded =
                Models.load(Models.toBytes(model), Registry.of(Detector.class, List.of(new MeanImage())));
        assertThat(model.provenance().learnedFrom().normals())
                .isEqualTo(16 * TILES.boxes(HEIGHT, WIDTH).size());
        assertThat(Models.toBytes(loaded)).isEqualTo(Models.toBytes(model));
        assertThat(loaded.capability(Tiling.class)).contains(TILES.withMemory(Tiling.Memory.POSITION));
        for (FittedDetector each : List.of(model, loaded)) {
            Detection missing = each.detect(new Regionwise(image("x", 99)));
            assertThat(missing.verdict().decision()).isEqualTo(Decision.ANOMALOUS);
            assertThat(missing.regions().get(0).peakY()).isEqualTo(33);
            assertThat(missing.regions().get(0).peakX()).isEqualTo(17);
        }
        assertThatThrownBy(() -> model.detect(Brightness.grey("small", 4, 0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes images of the 50 x 61 pixels that it learned from, got 1 x 4");
        Samples sizes = Samples.of(List.of(image("a", 1), Brightness.grey("b", 4, 0.5)));
        assertThatThrownBy(() -> byPosition.withHeldOut(0).fit(sizes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("images of one size: 'a' has 50 x 61 pixels, 'b' 1 x 4");
    }

    /** A tile of one even colour would be as far from normal for some methods as any defect. */
    @Test
    void tilesAllOfWhichIsIgnoredAreLeftOut() {
        IgnoredRegions most = IgnoredRegions.of(Polygon.parse("0.3,0 1,0 1,1 0.3,1"));
        int seen = TILES.boxes(HEIGHT, WIDTH).size() / 5 * 2;
        for (Tiling.Memory memory : Tiling.Memory.values()) {
            Training training = Training.of(new MeanImage())
                    .tiled(TILES.withMemory(memory))
                    .ignoring(most)
                    .withFalseAlarmRate(0.2);
            FittedDetector model = training.fit(regionwise());
            FittedDetector whole = training.fit(Samples.of(normals()));
            assertThat(model.provenance().learnedFrom().normals()).isEqualTo(16 * seen);
            FittedDetector loaded =
                    Models.load(Models.toBytes(model), Registry.of(Detector.class, List.of(new MeanImage())));
            Image spotted = withSpot(image("x", 99), 33, 5);
            Detection found = model.detect(new Regionwise(spotted));
            assertThat(found.verdict().decision()).isEqualTo(Decision.ANOMALOUS);
            assertThat(found.regions().get(0).peakX()).isEqualTo(5);
            assertThat(loaded.detect(new Regionwise(spotted))).isEqualTo(found);
            assertThat(model.detect(spotted)).isEqualTo(found);
            assertThat(whole.provenance().learnedFrom().normals()).isEqualTo(16 * seen);
        }
    }

    @Test
    void theHighestTileIsExplainedInPlaceOfTheWhole() {
        FittedDetector model = training().ignoring(RIGHT).fit(regionwise());
        Image image = withSpot(withSpot(image("x", 99), 33, 17), 20, 60);
        HighestTile tile = HighestTile.of(model, new Regionwise(image));
        assertThat(tile.image()).isEqualTo(image.crop(tile.box()).withId(Tiling.nameOf("x", tile.box())));
        assertThat(tile.box().y()).isBetween(33 - 15, 33);
        assertThat(tile.box().x()).isBetween(17 - 15, 17);
        assertThat(tile.detector().detect(tile.image()).score())
                .isEqualTo(model.detect(image).score());
        HighestTile normal = HighestTile.of(model, new Regionwise(image("y", 100)));
        assertThat(normal.box().x()).isLessThan(45);
        FittedDetector untiled = Training.of(new Brightness(100)).fit(Samples.of(normals()));
        assertThatThrownBy(() -> HighestTile.of(untiled, new Regionwise(image)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sees no tiles");
    }

    @Test
    void partsOfIgnoredRegionsArePartsOfTheirMask() {
        boolean[] marked = new boolean[7 * 9];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < marked.length; i++) {
            marked[i] = random.nextInt(4) == 0;
        }
        for (IgnoredRegions regions : List.of(
                RIGHT, IgnoredRegions.of(Mask.of(7, 9, marked)).and(Polygon.parse("0.1,0.1 0.4,0.2 0.2,0.8")))) {
            Mask whole = regions.mask(HEIGHT, WIDTH);
            for (Box box : TILES.boxes(HEIGHT, WIDTH)) {
                Mask part = regions.mask(HEIGHT, WIDTH, box);
                for (int i = 0; i < box.area(); i++) {
                    int y = i / box.width();
                    int x = i % box.width();
                    assertThat(part.at(y, x)).isEqualTo(whole.at(box.y() + y, box.x() + x));
                }
            }
        }
    }

    @Test
    void itIsSavedAndLoaded() {
        FittedDetector model = training().ignoring(RIGHT).fit(regionwise());
        FittedDetector loaded = Models.load(Models.toBytes(model), DETECTORS);
        Sample image = new Regionwise(withSpot(image("x", 99), 33, 17));
        assertThat(loaded.detect(image)).isEqualTo(model.detect(image));
        AnomalyMap map = loaded.detect(image).map();
        assertThat(Arrays.asList(map.height(), map.width())).containsExactly(HEIGHT, WIDTH);
    }
}

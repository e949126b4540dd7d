package io.xvad.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Regions and reduced maps of maps that come in bands. */
class RegionsOfBandsTest {

    private static final int HEIGHT = 23;
    private static final int WIDTH = 31;

    private static float[] noise(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(5);
        }
        return values;
    }

    private static void inBands(float[] values, Optional<Mask> ignored, int rows, MapBands bands) {
        for (int top = 0; top < HEIGHT; top += rows) {
            int count = Math.min(rows, HEIGHT - top);
            Box box = new Box(0, top, WIDTH, count);
            bands.add(new MapBand(
                    top,
                    AnomalyMap.of(count, WIDTH, Arrays.copyOfRange(values, top * WIDTH, (top + count) * WIDTH)),
                    ignored.map(mask -> part(mask, box))));
        }
    }

    private static Mask part(Mask mask, Box box) {
        boolean[] part = Arrays.copyOfRange(mask.toArray(), box.y() * WIDTH, (box.y() + box.height()) * WIDTH);
        return Mask.of(box.height(), box.width(), part);
    }

    private static List<Region> regions(float[] values, Optional<Mask> ignored, int rows, float threshold) {
        RegionsOfBands regions = new RegionsOfBands(0, threshold);
        inBands(values, ignored, rows, regions);
        return regions.regions();
    }

    @Test
    void regionsAreTheConnectedComponentsHoweverTheMapIsDivided() {
        for (int seed = 0; seed < 40; seed++) {
            float[] values = noise(seed);
            float threshold = seed % 4;
            boolean[] above = new boolean[values.length];
            for (int i = 0; i < values.length; i++) {
                above[i] = values[i] > threshold;
            }
            ConnectedComponents wanted = ConnectedComponents.of(HEIGHT, WIDTH, above);
            List<Region> found = regions(values, Optional.empty(), 1 + seed % 7, threshold);
            assertThat(found).hasSize(wanted.count());
            assertThat(found).isEqualTo(Regions.above(AnomalyMap.of(HEIGHT, WIDTH, values), 0, threshold));
            for (Region region : found) {
                int label = wanted.labelAt(region.peakY() * WIDTH + region.peakX());
                assertThat(label).isPositive();
                assertThat(region).isEqualTo(expected(values, wanted, label));
            }
        }
    }

    /** From the labels of all pixels. */
    private static Region expected(float[] values, ConnectedComponents components, int label) {
        boolean[] mask = new boolean[values.length];
        int area = 0;
        int peak = -1;
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            mask[i] = components.labelAt(i) == label;
            if (mask[i]) {
                area++;
                sum += values[i];
                peak = peak < 0 || values[i] > values[peak] ? i : peak;
            }
        }
        Box box = Mask.of(HEIGHT, WIDTH, mask).box().orElseThrow();
        return new Region(0, box, area, peak / WIDTH, peak % WIDTH, values[peak], sum / area);
    }

    @Test
    void ignoredPixelsBelongToNoRegion() {
        float[] values = new float[HEIGHT * WIDTH];
        Arrays.fill(values, 1);
        boolean[] column = new boolean[values.length];
        for (int y = 0; y < HEIGHT; y++) {
            column[y * WIDTH + 10] = true;
        }
        List<Region> found = regions(values, Optional.of(Mask.of(HEIGHT, WIDTH, column)), 5, 0);
        assertThat(found).extracting(Region::area).containsExactly(10 * HEIGHT, 20 * HEIGHT);
    }

    @Test
    void aReducedMapKeepsTheHighestOfEachBlock() {
        assertThat(ReducedMap.factor(2000, 2000)).isEqualTo(1);
        assertThat(ReducedMap.factor(9000, 12_000)).isEqualTo(6);
        ReducedMap reduced = new ReducedMap(3000, 5000);
        int factor = ReducedMap.factor(3000, 5000);
        float[] rows = new float[1500 * 5000];
        reduced.add(new MapBand(0, AnomalyMap.of(1500, 5000, rows), Optional.empty()));
        assertThat(reduced.map()).isEmpty();
        rows[1499 * 5000 + 4999] = 7;
        boolean[] left = new boolean[rows.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = i % 5000 < 100;
        }
        rows[5] = 9;
        reduced.add(new MapBand(1500, AnomalyMap.of(1500, 5000, rows), Optional.of(Mask.of(1500, 5000, left))));
        AnomalyMap map = reduced.map().orElseThrow();
        assertThat(map.height()).isEqualTo((3000 + factor - 1) / factor);
        assertThat(map.max()).isEqualTo(7);
        assertThat(map.at(map.height() - 1, map.width() - 1)).isEqualTo(7);
        assertThat(map.at(map.height() - 1, 0)).isZero();
    }
}

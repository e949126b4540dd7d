package io.xvad.metrics.localisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.metrics.Golden;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LocalisationMetricsTest {

    private record Labelled(AnomalyMap map, boolean[] mask) {}

    private static List<Labelled> golden() {
        float[] maps = Golden.npy("maps-11.npy").floats();
        double[] masks = Golden.npy("masks-11.npy").doubles();
        int pixels = 96 * 80;
        List<Labelled> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            boolean[] mask = new boolean[pixels];
            for (int p = 0; p < pixels; p++) {
                mask[p] = masks[i * pixels + p] > 0;
            }
            all.add(new Labelled(AnomalyMap.of(96, 80, Arrays.copyOfRange(maps, i * pixels, (i + 1) * pixels)), mask));
        }
        return all;
    }

    private static double[] expected(String kind) {
        return Arrays.stream(Golden.rows("localisation.csv").stream()
                        .filter(row -> row[0].equals(kind))
                        .findFirst()
                        .orElseThrow())
                .skip(2)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static PixelMetrics exact(List<Labelled> images) {
        PixelMetrics metrics = PixelMetrics.withDefaults();
        images.forEach(image -> metrics.add(image.map, image.mask));
        return metrics;
    }

    @Test
    void auproAgreesWithAnomalib() {
        assertThat(exact(golden()).result().aupro()).isCloseTo(expected("anomalib-aupro")[0], within(1e-4));
    }

    @Test
    void aupimoAgreesWithAnomalib() {
        Aupimo aupimo = Aupimo.withBounds(1e-3, 1e-1);
        golden().forEach(image -> aupimo.add(image.map, image.mask));
        double[] expected = expected("aupimo");
        List<Double> areas = aupimo.result();
        assertThat(areas).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(areas.get(i)).isCloseTo(expected[i], within(2e-3));
        }
    }

    @Test
    void aupimoOfPerfectConstantAndInvertedMaps() {
        boolean[] mask = {true, true, false, false};
        assertThat(aupimo(new float[] {2, 2, 0, 0}, mask)).isEqualTo(1);
        assertThat(aupimo(new float[] {1, 1, 1, 1}, mask)).isZero();
        assertThat(aupimo(new float[] {-2, -2, 0, 0}, mask)).isZero();
        Aupimo withoutNormal = Aupimo.withDefaults();
        withoutNormal.add(AnomalyMap.of(2, 2, new float[4]), mask);
        assertThat(withoutNormal.result().get(0)).isNaN();
        assertThatThrownBy(() -> Aupimo.withBounds(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double aupimo(float[] scores, boolean[] mask) {
        Aupimo aupimo = Aupimo.withDefaults();
        aupimo.add(AnomalyMap.of(2, 2, new float[] {0, 0.5f, 1, 0.25f}), new boolean[4]);
        Aupimo other = Aupimo.withDefaults();
        other.add(AnomalyMap.of(2, 2, scores), mask);
        aupimo.merge(other);
        return aupimo.result().get(0);
    }

    @Test
    void saturatedProAgreesWithItsDefinition() {
        double[] limits = {0.05, 0.3, 1};
        for (int i = 0; i < limits.length; i++) {
            SaturatedPro pro = new SaturatedPro(limits[i]);
            List<Labelled> images = golden();
            int[] saturation = {0, 0, 0, 200, 200, 9};
            for (int image = 0; image < 6; image++) {
                SaturatedPro one = new SaturatedPro(limits[i]);
                one.add(
                        images.get(image).map,
                        saturation[image] == 0
                                ? List.of()
                                : List.of(new SaturatedPro.Defect(images.get(image).mask, saturation[image])));
                pro.merge(one);
            }
            assertThat(pro.result()).isCloseTo(expected("spro")[i], within(1e-9));
        }
    }

    @Test
    void saturationAtTheAreaIsAupro() {
        SaturatedPro pro = new SaturatedPro(0.3);
        for (Labelled image : golden().subList(0, 5)) {
            List<SaturatedPro.Defect> defects = new ArrayList<>();
            if (contains(image.mask)) {
                defects.add(SaturatedPro.Defect.of(image.mask, 1.0, true));
            }
            pro.add(image.map, defects);
        }
        assertThat(pro.result())
                .isCloseTo(exact(golden().subList(0, 5)).result().aupro(), within(1e-12));
    }

    private static boolean contains(boolean[] mask) {
        for (boolean one : mask) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    @Test
    void saturationAsInDefectsConfig() {
        boolean[] mask = new boolean[10];
        Arrays.fill(mask, 0, 7, true);
        assertThat(SaturatedPro.Defect.of(mask, 0.5, true).saturation()).isEqualTo(3);
        assertThat(SaturatedPro.Defect.of(mask, 5, false).saturation()).isEqualTo(5);
        assertThat(SaturatedPro.Defect.of(mask, 50, false).saturation()).isEqualTo(7);
        assertThatThrownBy(() -> new SaturatedPro(0.3)
                        .add(AnomalyMap.of(1, 1, new float[1]), List.of(new SaturatedPro.Defect(new boolean[1], 1))))
                .hasMessageContaining("no pixel");
        assertThat(new SaturatedPro(0.3).result()).isNaN();
    }

    @Test
    void binnedFiguresLieWithinTheBoundsTheyState() {
        List<Labelled> images = golden();
        PixelMetrics.Result exact = exact(images).result();
        BinnedPixelMetrics whole = BinnedPixelMetrics.withProLimit(0.3);
        BinnedPixelMetrics merged = BinnedPixelMetrics.withProLimit(0.3);
        for (Labelled image : images) {
            whole.add(image.map, image.mask);
            BinnedPixelMetrics one = BinnedPixelMetrics.withProLimit(0.3);
            one.add(image.map, image.mask);
            merged.merge(one);
        }
        BinnedPixelMetrics.Result binned = whole.result();
        assertThat(merged.result().pixels()).isEqualTo(binned.pixels());
        assertThat(merged.result().aupro()).isCloseTo(binned.aupro(), within(1e-12));
        assertThat(binned.aurocError()).isPositive().isLessThan(1e-4);
        assertThat(binned.auproError()).isPositive().isLessThan(1e-4);
        assertThat(binned.averagePrecisionError()).isPositive().isLessThan(1e-3);
        assertThat(binned.pixels().auroc()).isCloseTo(exact.pixels().auroc(), within(binned.aurocError()));
        assertThat(binned.aupro()).isCloseTo(exact.aupro(), within(binned.auproError()));
        assertThat(binned.pixels().averagePrecision())
                .isCloseTo(exact.pixels().averagePrecision(), within(binned.averagePrecisionError()));
        assertThat(binned.pixels().bestF1().value())
                .isCloseTo(exact.pixels().bestF1().value(), within(1e-3));
        assertThat(binned.pixels().bestF1().threshold())
                .isCloseTo(exact.pixels().bestF1().threshold(), within(0.01));
    }

    @Test
    void binnedFiguresLeaveOutIgnoredPixelsAsExactOnesDo() {
        BinnedPixelMetrics binned = BinnedPixelMetrics.withProLimit(0.3);
        PixelMetrics exact = PixelMetrics.withDefaults();
        for (Labelled image : golden()) {
            boolean[] ignored = new boolean[image.mask.length];
            Arrays.fill(ignored, 0, ignored.length / 2, true);
            binned.add(image.map, image.mask, ignored);
            exact.add(image.map, image.mask, ignored);
        }
        BinnedPixelMetrics.Result figures = binned.result();
        PixelMetrics.Result reference = exact.result();
        assertThat(reference.regions()).isLessThan(exact(golden()).result().regions());
        assertThat(figures.regions()).isEqualTo(reference.regions());
        assertThat(figures.pixels().normal()).isEqualTo(reference.pixels().normal());
        assertThat(figures.pixels().auroc()).isCloseTo(reference.pixels().auroc(), within(figures.aurocError()));
        assertThat(figures.aupro()).isCloseTo(reference.aupro(), within(figures.auproError()));
    }

    @Test
    void coarseScoresKeepTheirBoundsToo() {
        SplittableRandom random = new SplittableRandom(5);
        BinnedPixelMetrics binned = BinnedPixelMetrics.withProLimit(0.3);
        PixelMetrics exact = PixelMetrics.withDefaults();
        for (int i = 0; i < 3; i++) {
            float[] values = new float[400];
            boolean[] mask = new boolean[400];
            for (int p = 0; p < 400; p++) {
                mask[p] = p / 20 < 5;
                values[p] = (float) (1000 + random.nextDouble() * 0.5 + (mask[p] ? 0.1 : 0));
            }
            AnomalyMap map = AnomalyMap.of(20, 20, values);
            binned.add(map, mask);
            exact.add(map, mask);
        }
        BinnedPixelMetrics.Result figures = binned.result();
        PixelMetrics.Result reference = exact.result();
        assertThat(figures.aurocError()).isGreaterThan(0.01);
        assertThat(figures.pixels().auroc()).isCloseTo(reference.pixels().auroc(), within(figures.aurocError()));
        assertThat(figures.aupro()).isCloseTo(reference.aupro(), within(figures.auproError()));
        assertThat(figures.pixels().averagePrecision())
                .isCloseTo(reference.pixels().averagePrecision(), within(figures.averagePrecisionError()));
    }

    @Test
    void intervalsHoldTheFigureAndNarrowWithMoreImages() {
        List<Labelled> few = golden();
        PixelMetrics.Estimate estimate = exact(few).estimate(new Bootstrap(200, 0.95, 1));
        PixelMetrics.Result result = exact(few).result();
        assertThat(estimate.result()).isEqualTo(result);
        assertThat(result.pixels().auroc())
                .isBetween(estimate.auroc().low(), estimate.auroc().high());
        assertThat(result.aupro())
                .isBetween(estimate.aupro().low(), estimate.aupro().high());
        List<Labelled> many = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            many.addAll(few);
        }
        PixelMetrics.Estimate narrow = exact(many).estimate(new Bootstrap(200, 0.95, 1));
        assertThat(narrow.auroc().high() - narrow.auroc().low())
                .isLessThan((estimate.auroc().high() - estimate.auroc().low()) / 2);
        assertThat(exact(few).estimate(new Bootstrap(200, 0.95, 1))).isEqualTo(estimate);
        Bootstrap bootstrap = new Bootstrap(200, 0.95, 1);
        PixelMetrics.Replicates drawn = exact(few).replicates(bootstrap);
        assertThat(bootstrap.interval(drawn.auroc())).isEqualTo(estimate.auroc());
        assertThat(bootstrap.interval(drawn.aupro())).isEqualTo(estimate.aupro());
    }

    @Test
    void componentsAreMatchedByShare() {
        float[] values = new float[10];
        boolean[] mask = new boolean[10];
        Arrays.fill(mask, 0, 4, true);
        mask[9] = true;
        values[2] = values[3] = values[4] = 1;
        values[6] = 1;
        ComponentMatching half = new ComponentMatching(0.5, 0.5);
        half.add(AnomalyMap.of(1, 10, values), mask);
        ComponentMatching.Result result = half.result();
        assertThat(result).isEqualTo(new ComponentMatching.Result(0.5, 0.5, 2, 2));
        assertThat(result.f1()).isEqualTo(0.5);
        ComponentMatching empty = new ComponentMatching(0.5, 0.5);
        assertThat(empty.result().precision()).isNaN();
        empty.merge(half);
        assertThat(empty.result()).isEqualTo(result);
    }
}

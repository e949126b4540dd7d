package io.xvad.foundation.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.foundation.model.Export;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapRefinerTest {

    private static final Export SAM = Export.of("sam");

    private static ProposedMask mask(double iou, boolean... inside) {
        return new ProposedMask(Mask.of(1, inside.length, inside), iou, 1);
    }

    private static AnomalyMap twoRegions(Image image) {
        float[] values = new float[image.height() * image.width()];
        for (int y = 5; y < 25; y++) {
            for (int x = 10; x < 30; x++) {
                values[y * image.width() + x] = 0.6f;
            }
        }
        values[6 * image.width() + 28] = 0.7f;
        values[24 * image.width() + 12] = 0.65f;
        values[40 * image.width() + 60] = 1;
        return AnomalyMap.of(image.height(), image.width(), values);
    }

    @Test
    void regionsBecomeBoxesAndPointsTheHighestPeakFirst() {
        Image image = SAM.image("image");
        try (MaskProposer proposer = MaskProposer.of(SAM.model())) {
            MapRefiner refiner = new MapRefiner(proposer, 0.5, 5, 2);
            List<MapRefiner.Refined> refined = refiner.refine(image, twoRegions(image));
            assertThat(refined)
                    .extracting(MapRefiner.Refined::box)
                    .containsExactly(new Box(60, 40, 1, 1), new Box(10, 5, 20, 20));
            assertThat(refined.get(0).points()).containsExactly(60, 40);
            assertThat(refined.get(1).points()).containsExactly(28, 6, 12, 24);
            assertThat(refined.get(1).mean()).isCloseTo(0.600375, within(1e-6));
            assertThat(refined.get(1).masks()).hasSize(3);
            assertThat(new MapRefiner(proposer, 0.5, 1, 1).refine(image, twoRegions(image)))
                    .hasSize(1);
            AnomalyMap flat = AnomalyMap.of(60, 76, new float[60 * 76]);
            assertThat(refiner.refine(image, flat)).isEmpty();
        }
    }

    @Test
    void masksAreWeighedByTheirPredictedIouAndRegionsByTheirMean() {
        MapRefiner.Refined one = new MapRefiner.Refined(
                new Box(0, 0, 1, 1),
                new double[0],
                0.8,
                List.of(mask(0.9, true, true, false), mask(0.3, true, false, false), mask(-1, false, false, true)));
        MapRefiner.Refined other =
                new MapRefiner.Refined(new Box(0, 0, 1, 1), new double[0], 0.7, List.of(mask(0.5, false, true, false)));
        MapRefiner.Refined unsure =
                new MapRefiner.Refined(new Box(0, 0, 1, 1), new double[0], 1, List.of(mask(0, true, true, true)));
        assertThat(MapRefiner.map(List.of(one, other, unsure), 1, 3))
                .containsExactly(new float[] {0.8f, 0.7f, 0}, within(1e-6f));
        assertThat(MapRefiner.map(List.of(one), 1, 3)).containsExactly(new float[] {0.8f, 0.6f, 0}, within(1e-6f));
    }
}

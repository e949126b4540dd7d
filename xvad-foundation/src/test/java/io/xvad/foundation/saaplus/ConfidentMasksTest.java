package io.xvad.foundation.saaplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Mask;
import io.xvad.core.capability.NamesRegions.NamedRegion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfidentMasksTest {

    private static NamedRegion region(double confidence, boolean... inside) {
        return new NamedRegion("crack", new Box(0, 0, 1, 1), Mask.of(1, inside.length, inside), 0.5, confidence);
    }

    @Test
    void theMapDividesTheSumOfConfidencesByTheNumberOfMasksAndOne() {
        List<NamedRegion> regions = List.of(region(3, true, true, false), region(6, false, true, false));
        assertThat(ConfidentMasks.map(regions, 1, 3).toArray()).containsExactly(1.5f, 3, 0);
        assertThat(ConfidentMasks.map(List.of(), 1, 2).toArray()).containsExactly(0, 0);
    }

    @Test
    void salientMasksGainConfidence() {
        Mask mask = Mask.of(1, 3, new boolean[] {true, true, false});
        assertThat(ConfidentMasks.rescored(0.2, mask, new float[] {0.1f, 0.3f, 9}))
                .isCloseTo(0.2 * Math.exp(0.6), within(1e-6));
        assertThat(ConfidentMasks.rescored(0.2, mask, new float[3])).isEqualTo(0.2);
    }

    @Test
    void theSurestAreKeptAndEqualOnesKeepTheirOrder() {
        NamedRegion low = region(1, true);
        NamedRegion first = region(2, true);
        NamedRegion second = region(2, false);
        List<NamedRegion> regions = new ArrayList<>(List.of(low, first, second));
        ConfidentMasks.keepSurest(regions, 2);
        assertThat(regions).containsExactly(first, second);
    }
}

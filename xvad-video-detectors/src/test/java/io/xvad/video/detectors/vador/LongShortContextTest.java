package io.xvad.video.detectors.vador;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.video.detectors.snippets.SnippetJudge;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongShortContextTest {

    private static float[] axis(int index) {
        float[] tokens = new float[8];
        tokens[index] = 2;
        return tokens;
    }

    private static final float[] ALL = {1, 1, 1, 1, 1, 1, 1, 1};
    private static final double ROOT = 1 / Math.sqrt(8);

    /** Three equally sure snippets are all kept, and of a fourth the earliest three. */
    @Test
    void keepsTheSurestOfBothKindsTiesIncluded() {
        LongShortContext context = new LongShortContext(3);
        double[] probabilities = {0.9, 0.9, 0.9, 0.9, 0.1, 0.6, 0.2};
        for (int i = 0; i < probabilities.length; i++) {
            context.remember(axis(i), probabilities[i]);
        }
        LongShortContext.Read read = context.read(ALL);
        assertThat(read.drawnOn()).extracting(SnippetJudge.Drawn::ago).containsExactlyInAnyOrder(7, 6, 5, 3, 1);
        float kept = (float) ROOT;
        assertThat(read.longTerm()).containsExactly(new float[] {kept, kept, kept, 0, kept, 0, kept, 0}, within(1e-6f));
    }

    /** (f H') H with f and the rows of H of length 1; the latest three are its own and the two before. */
    @Test
    void readsByTheCosine() {
        LongShortContext context = new LongShortContext(3);
        assertThat(context.read(ALL).longTerm()).containsOnly(0);
        for (int i = 0; i < 4; i++) {
            context.remember(axis(i), 0.2);
        }
        float[] near = context.read(ALL).shortTerm();
        for (int i = 0; i < near.length; i++) {
            double own = ROOT;
            double before = i == 2 || i == 3 ? ROOT : 0;
            assertThat((double) near[i]).isCloseTo(own + before, within(1e-6));
        }
        float[] opposite = context.read(new float[] {-3, 0, 0, 0, 0, 0, 0, 0}).longTerm();
        assertThat(opposite[0]).isCloseTo(-1, within(1e-6f));
        assertThat(context.read(axis(7)).drawnOn()).isEqualTo(List.of());
    }
}

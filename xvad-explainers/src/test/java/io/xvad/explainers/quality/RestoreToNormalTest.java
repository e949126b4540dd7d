package io.xvad.explainers.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.explainers.ScoreFunction;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestoreToNormalTest {

    private static final int SIDE = 32;

    private static Image bright() {
        float[] values = new float[SIDE * SIDE];
        Arrays.fill(values, 1);
        return Image.of("bright", 1, SIDE, SIDE, values);
    }

    private static Image black() {
        return Image.of("black", 1, SIDE, SIDE, new float[SIDE * SIDE]);
    }

    /** A detector whose score is the sum of the upper left quarter; what it was asked to score is kept. */
    private static ScoreFunction quarter(Set<Image> asked) {
        return new ScoreFunction(image -> {
            asked.add(image);
            double sum = 0;
            for (int i = 0; i < SIDE * SIDE; i++) {
                sum += i / SIDE < SIDE / 2 && i % SIDE < SIDE / 2
                        ? image.buffer().get(i)
                        : 0;
            }
            return sum;
        });
    }

    private static AnomalyMap quarterMap() {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / SIDE < SIDE / 2 && i % SIDE < SIDE / 2 ? 1 : 0;
        }
        return AnomalyMap.of(SIDE, SIDE, values);
    }

    @Test
    void bothFindTheQuarterFaithfulAndARandomMapNot() {
        ScoreFunction detector = quarter(new HashSet<>());
        RestoreToNormal judging = RestoreToNormal.of(detector, bright(), black(), 3);
        RestoreToNormal choosing = RestoreToNormal.toChoose(detector, bright(), black(), 3);
        for (RestoreToNormal restore : new RestoreToNormal[] {judging, choosing}) {
            assertThat(restore.faithfulness(quarterMap())).isBetween(0.3, 0.7);
            assertThat(restore.faithfulness(RestoreToNormal.random(bright(), 900)))
                    .isBetween(-0.2, 0.2);
        }
    }

    @Test
    void whatChoosesAndWhatJudgesScoreNoPartlyRestoredImageInCommon() {
        Set<Image> chosenBy = new HashSet<>();
        Set<Image> judgedBy = new HashSet<>();
        RestoreToNormal.toChoose(quarter(chosenBy), bright(), black(), 3).faithfulness(quarterMap());
        RestoreToNormal.of(quarter(judgedBy), bright(), black(), 3).faithfulness(quarterMap());
        assertThat(chosenBy).hasSizeGreaterThan(100).contains(bright(), black());
        assertThat(judgedBy).hasSizeGreaterThan(100).contains(bright(), black());
        chosenBy.retainAll(judgedBy);
        assertThat(chosenBy).containsExactlyInAnyOrder(bright(), black());
        assertThat(RestoreToNormal.choosing(3)).isNotEqualTo(3);
    }
}

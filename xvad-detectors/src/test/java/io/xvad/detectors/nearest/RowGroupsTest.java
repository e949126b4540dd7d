package io.xvad.detectors.nearest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowGroupsTest {

    @Test
    void eachRowIsInOneGroupAndOnlyTheLastIsNotFull() {
        float[] rows = new float[100 * 3];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextDouble(-1, 1);
        }
        RowGroups groups = RowGroups.of(rows, 3);
        assertThat(Arrays.stream(groups.order()).sorted())
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        for (int group = 0; group < groups.count() - 1; group++) {
            assertThat(groups.end(group) - groups.start(group)).isEqualTo(RowGroups.SIZE);
        }
        assertThat(groups.end(groups.count() - 1)).isEqualTo(100);
    }

    @Test
    void rowsOfALineAreGroupedAlongIt() {
        float[] rows = new float[4 * RowGroups.SIZE * 2];
        int count = rows.length / 2;
        for (int i = 0; i < count; i++) {
            rows[2 * i] = 1;
            rows[2 * i + 1] = (i * 7 + 3) % count - count / 2f;
        }
        RowGroups groups = RowGroups.of(rows, 2);
        for (int i = 0; i < count; i++) {
            assertThat(rows[2 * groups.order()[i] + 1]).isEqualTo(i - count / 2f);
        }
    }
}

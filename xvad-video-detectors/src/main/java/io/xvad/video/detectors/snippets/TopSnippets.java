package io.xvad.video.detectors.snippets;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The highest values of a bag: always as many as were asked for, of equal ones the earliest. */
public final class TopSnippets {

    private TopSnippets() {}

    /** How many of a bag's snippets stand for it: {@code floor(T / 16) + 1}. */
    public static int count(int snippets) {
        return snippets / 16 + 1;
    }

    /**
     * Places of the highest values, the highest first.
     *
     * @param most how many; fewer where there are fewer values
     */
    public static List<Integer> of(float[] values, int most) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer place) -> values[place])
                        .reversed())
                .limit(most)
                .toList();
    }
}

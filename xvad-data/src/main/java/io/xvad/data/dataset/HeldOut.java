package io.xvad.data.dataset;

import java.util.List;
import java.util.stream.IntStream;

/** Which normal things are to test on where a data set has no split of its own: the last of every five, in their order. */
final class HeldOut {

    /** The remark on the split, added to the name of the layout in messages. */
    static final String RULE = " (it has no split of its own: of the normal images every fifth is to test on)";

    private static final int EVERY = 5;

    private HeldOut() {}

    /** Whether what comes at this place, from 0, is to test on. */
    static boolean tests(int place) {
        return place % EVERY == EVERY - 1;
    }

    /** Those to learn from. */
    static <T> List<T> learned(List<T> all) {
        return IntStream.range(0, all.size())
                .filter(place -> !tests(place))
                .<T>mapToObj(all::get)
                .toList();
    }

    /** Those to test on. */
    static <T> List<T> tested(List<T> all) {
        return IntStream.range(0, all.size())
                .filter(HeldOut::tests)
                .<T>mapToObj(all::get)
                .toList();
    }
}

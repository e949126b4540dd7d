package io.xvad.video.detectors.interpretable;

import io.xvad.core.explain.AttributeDeviation;
import io.xvad.video.detectors.objects.NormalRange;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Tells which relations of a pair are unusual, and how often normal pairs of the same classes have them. */
final class PairReasons {

    private static final String UNIT = "% of the time";

    private final NominalPairs normals;
    private final Monitor monitor;

    PairReasons(NominalPairs normals, Monitor monitor) {
        this.normals = normals;
        this.monitor = monitor;
    }

    /** The relation that adds most. */
    String most(PairVector pair, NominalPairs.Deviation deviation) {
        return pair.triple(normals.words().get(order(deviation)[0])).toString();
    }

    /** The relations that add something, what lies outside its normal range first, and the most surprising of that. */
    List<AttributeDeviation> of(PairVector pair, NominalPairs.Deviation deviation) {
        double ratio = monitor.scale().ratio(deviation.distance());
        double all = Arrays.stream(deviation.parts()).sum();
        return IntStream.of(order(deviation))
                .filter(r -> deviation.parts()[r] > 0)
                .mapToObj(r -> told(pair, r, ratio * deviation.parts()[r] / all))
                .sorted(Comparator.comparing(AttributeDeviation::isUsual))
                .toList();
    }

    private static int[] order(NominalPairs.Deviation deviation) {
        return IntStream.range(0, deviation.parts().length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer r) -> deviation.parts()[r])
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private AttributeDeviation told(PairVector pair, int relation, double surprise) {
        NormalRange normal = NormalRange.of(Arrays.stream(normals.shares(pair, relation)), 0);
        return new AttributeDeviation(
                pair.triple(normals.words().get(relation)).toString(),
                UNIT,
                100 * pair.shares()[relation],
                100 * normal.low(),
                100 * normal.high(),
                surprise);
    }
}

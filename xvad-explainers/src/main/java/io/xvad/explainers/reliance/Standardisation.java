package io.xvad.explainers.reliance;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Brings values to mean 0 and standard deviation 1, and limits them to three standard deviations, so that no value far from all that
 * was learned decides alone.
 *
 * @param means of what was learned
 * @param spreads standard deviations, above 0; 1 where all values were the same
 */
record Standardisation(List<Double> means, List<Double> spreads) {

    private static final double LIMIT = 3;
    private static final double LEAST = 1e-6;

    Standardisation {
        means = List.copyOf(means);
        spreads = List.copyOf(spreads);
        if (means.size() != spreads.size() || spreads.stream().anyMatch(spread -> !(spread > 0))) {
            throw new IllegalArgumentException(
                    "as many spreads above 0 as means are needed, got " + spreads + " and " + means);
        }
    }

    static Standardisation of(double[][] rows) {
        List<SummaryStatistics> columns = IntStream.range(0, rows[0].length)
                .mapToObj(j -> column(rows, j))
                .toList();
        return new Standardisation(
                columns.stream().map(SummaryStatistics::getMean).toList(),
                columns.stream().map(Standardisation::spread).toList());
    }

    private static SummaryStatistics column(double[][] rows, int j) {
        SummaryStatistics column = new SummaryStatistics();
        for (double[] row : rows) {
            column.addValue(row[j]);
        }
        return column;
    }

    private static double spread(SummaryStatistics column) {
        double spread = Math.sqrt(column.getPopulationVariance());
        return spread > LEAST ? spread : 1;
    }

    double[] apply(double[] row) {
        return IntStream.range(0, row.length)
                .mapToDouble(j -> (row[j] - means.get(j)) / spreads.get(j))
                .map(value -> Math.max(-LIMIT, Math.min(LIMIT, value)))
                .toArray();
    }
}

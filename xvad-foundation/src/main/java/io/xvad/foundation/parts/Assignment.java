package io.xvad.foundation.parts;

import java.util.Arrays;

/**
 * The cheapest way to match rows with columns, each at most once (Kuhn 1955, "The Hungarian method"), by shortest augmenting paths. All of the shorter side are
 * matched. Takes a time of the order of {@code rows * rows * columns}. Immutable.
 */
public final class Assignment {

    private final double[][] costs;
    private final int[] columns;

    private Assignment(double[][] costs, int[] columns) {
        this.costs = costs;
        this.columns = columns;
    }

    /**
     * Matches.
     *
     * @param costs finite, at least one row and one column, each row as long
     * @throws IllegalArgumentException if they are not
     */
    public static Assignment of(double[][] costs) {
        requireMatrix(costs);
        if (costs.length <= costs[0].length) {
            return new Assignment(costs, matched(costs));
        }
        int[] rows = matched(transposed(costs));
        int[] columns = new int[costs.length];
        Arrays.fill(columns, -1);
        for (int column = 0; column < rows.length; column++) {
            columns[rows[column]] = column;
        }
        return new Assignment(costs, columns);
    }

    private static void requireMatrix(double[][] costs) {
        if (costs.length == 0 || costs[0].length == 0) {
            throw new IllegalArgumentException("costs need at least one row and one column");
        }
        for (double[] row : costs) {
            if (row.length != costs[0].length || !Arrays.stream(row).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("costs must be finite, in rows of one length");
            }
        }
    }

    private static double[][] transposed(double[][] costs) {
        double[][] transposed = new double[costs[0].length][costs.length];
        for (int row = 0; row < costs.length; row++) {
            for (int column = 0; column < transposed.length; column++) {
                transposed[column][row] = costs[row][column];
            }
        }
        return transposed;
    }

    /** The column of each row, of no more rows than columns. Rows and columns have prices, by which no unused pair is below cost and every matched one is at cost. */
    private static int[] matched(double[][] costs) {
        int count = costs[0].length;
        double[] rowPrice = new double[costs.length];
        double[] columnPrice = new double[count];
        int[] rowOf = new int[count];
        Arrays.fill(rowOf, -1);
        for (int row = 0; row < costs.length; row++) {
            augment(costs, row, rowPrice, columnPrice, rowOf);
        }
        int[] columns = new int[costs.length];
        for (int column = 0; column < count; column++) {
            if (rowOf[column] >= 0) {
                columns[rowOf[column]] = column;
            }
        }
        return columns;
    }

    /** Finds the shortest way from a row to a free column, changes the prices by its length, and swaps the matches along it. */
    private static void augment(double[][] costs, int start, double[] rowPrice, double[] columnPrice, int[] rowOf) {
        int count = columnPrice.length;
        double[] distance = new double[count];
        int[] before = new int[count];
        boolean[] reached = new boolean[count];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(before, -1);
        int column = -1;
        int row = start;
        double length = 0;
        while (row >= 0) {
            int nearest = -1;
            for (int next = 0; next < count; next++) {
                if (!reached[next]) {
                    double reduced = length + costs[row][next] - rowPrice[row] - columnPrice[next];
                    if (reduced < distance[next]) {
                        distance[next] = reduced;
                        before[next] = column;
                    }
                    nearest = nearest < 0 || distance[next] < distance[nearest] ? next : nearest;
                }
            }
            column = nearest;
            reached[column] = true;
            length = distance[column];
            row = rowOf[column];
        }
        rowPrice[start] += length;
        for (int used = 0; used < count; used++) {
            if (reached[used] && used != column) {
                columnPrice[used] -= length - distance[used];
                rowPrice[rowOf[used]] += length - distance[used];
            }
        }
        while (column >= 0) {
            rowOf[column] = before[column] < 0 ? start : rowOf[before[column]];
            column = before[column];
        }
    }

    /** The column that a row is matched with; -1 for a row without one. */
    public int column(int row) {
        return columns[row];
    }

    /** The sum of the costs of all matches. */
    public double cost() {
        double sum = 0;
        for (int row = 0; row < columns.length; row++) {
            sum += columns[row] < 0 ? 0 : costs[row][columns[row]];
        }
        return sum;
    }

    /** The mean cost of a match. */
    public double meanCost() {
        return cost() / Math.min(costs.length, costs[0].length);
    }
}

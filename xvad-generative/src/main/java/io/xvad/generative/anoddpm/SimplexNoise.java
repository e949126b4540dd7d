package io.xvad.generative.anoddpm;

import java.util.SplittableRandom;

/**
 * Gradient noise in space on a lattice of tetrahedra (Perlin 2001, "Noise hardware", SIGGRAPH course notes; described by Gustavson 2005,
 * "Simplex noise demystified"): each corner of the tetrahedron that a point is in counts by its own gradient, fading out by
 * {@code (1/2 - d^2)^4} with the distance d. Continuous, 0 at corners, in [-1, 1], and correlated over about one unit. Immutable.
 */
final class SimplexNoise {

    private static final int CORNERS = 256;
    private static final double SKEW = 1 / 3.0;
    private static final double UNSKEW = 1 / 6.0;
    private static final double REACH = 0.5;

    /** Brings the largest value, which is halfway along an edge, near to 1. */
    private static final double SCALE = 76.8;

    /** The middles of the edges of a cube. */
    private static final int[][] GRADIENTS = {
        {1, 1, 0}, {-1, 1, 0}, {1, -1, 0}, {-1, -1, 0}, {1, 0, 1}, {-1, 0, 1},
        {1, 0, -1}, {-1, 0, -1}, {0, 1, 1}, {0, -1, 1}, {0, 1, -1}, {0, -1, -1}
    };

    private final int[] order = new int[CORNERS];

    /** Noise whose gradients follow from a seed. */
    SimplexNoise(long seed) {
        for (int i = 0; i < CORNERS; i++) {
            order[i] = i;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = CORNERS - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
    }

    /** The noise at a point, from -1 to 1. */
    double at(double x, double y, double z) {
        double skew = (x + y + z) * SKEW;
        int i = floor(x + skew);
        int j = floor(y + skew);
        int k = floor(z + skew);
        double unskew = (i + j + k) * UNSKEW;
        double fromX = x - i + unskew;
        double fromY = y - j + unskew;
        double fromZ = z - k + unskew;
        int rankX = rank(fromX >= fromY, fromX >= fromZ);
        int rankY = rank(fromY > fromX, fromY >= fromZ);
        int rankZ = rank(fromZ > fromX, fromZ > fromY);
        double sum = 0;
        for (int corner = 0; corner <= 3; corner++) {
            int stepX = rankX > 3 - corner ? 1 : 0;
            int stepY = rankY > 3 - corner ? 1 : 0;
            int stepZ = rankZ > 3 - corner ? 1 : 0;
            double moved = corner * UNSKEW;
            sum += share(
                    gradient(i + stepX, j + stepY, k + stepZ),
                    fromX - stepX + moved,
                    fromY - stepY + moved,
                    fromZ - stepZ + moved);
        }
        return SCALE * sum;
    }

    /** A coordinate's place in order of size, 3 for the largest: corners are reached by a step along the largest first. */
    private static int rank(boolean aboveOne, boolean aboveOther) {
        return 1 + (aboveOne ? 1 : 0) + (aboveOther ? 1 : 0);
    }

    private static double share(int[] gradient, double x, double y, double z) {
        double left = REACH - x * x - y * y - z * z;
        if (left <= 0) {
            return 0;
        }
        double slope = gradient[0] * x + gradient[1] * y + gradient[2] * z;
        return left * left * left * left * slope;
    }

    private int[] gradient(int i, int j, int k) {
        int hash = order[(i + order[(j + order[k & CORNERS - 1]) & CORNERS - 1]) & CORNERS - 1];
        return GRADIENTS[hash % GRADIENTS.length];
    }

    private static int floor(double value) {
        return (int) Math.floor(value);
    }
}

package io.xvad.evaluation.drift;

/**
 * How far one plane is shifted against another, by the peak of their phase correlation (Kuglin and Hines 1975), of low frequencies
 * most, with a parabola through the peak.
 *
 * @param down samples that the second plane lies further down
 * @param right samples that it lies further to the right
 */
record PhaseCorrelation(double down, double right) {

    private static final double SMALLEST = 1e-12;

    /**
     * Correlates two planes.
     *
     * @param bandwidth standard deviation of the Gaussian that weighs frequencies, in cycles a side
     */
    static PhaseCorrelation of(PlaneSpectrum first, PlaneSpectrum second, double bandwidth) {
        int side = PlaneSpectrum.SIDE;
        double[][] real = new double[side][side];
        double[][] imaginary = new double[side][side];
        double[] weights = weights(bandwidth);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double a = first.real()[y][x];
                double b = -first.imaginary()[y][x];
                double c = second.real()[y][x];
                double d = second.imaginary()[y][x];
                double re = a * c - b * d;
                double im = a * d + b * c;
                double weight = weights[y] * weights[x] / Math.max(SMALLEST, Math.hypot(re, im));
                real[y][x] = re * weight;
                imaginary[y][x] = im * weight;
            }
        }
        return peak(new PlaneSpectrum(real, imaginary).inverse());
    }

    private static double[] weights(double bandwidth) {
        double[] weights = new double[PlaneSpectrum.SIDE];
        for (int i = 0; i < weights.length; i++) {
            double frequency = PlaneSpectrum.frequency(i) / bandwidth;
            weights[i] = Math.exp(-frequency * frequency / 2);
        }
        return weights;
    }

    private static PhaseCorrelation peak(double[][] correlation) {
        int top = 0;
        int left = 0;
        for (int y = 0; y < correlation.length; y++) {
            for (int x = 0; x < correlation.length; x++) {
                if (correlation[y][x] > correlation[top][left]) {
                    top = y;
                    left = x;
                }
            }
        }
        int last = correlation.length - 1;
        double middle = correlation[top][left];
        double down = vertex(correlation[top - 1 & last][left], middle, correlation[top + 1 & last][left]);
        double right = vertex(correlation[top][left - 1 & last], middle, correlation[top][left + 1 & last]);
        return new PhaseCorrelation(PlaneSpectrum.frequency(top) + down, PlaneSpectrum.frequency(left) + right);
    }

    /** Where the parabola through three neighbouring samples has its vertex, from the middle one. */
    private static double vertex(double before, double middle, double after) {
        double bend = before - 2 * middle + after;
        return bend < 0 ? (before - after) / (2 * bend) : 0;
    }
}

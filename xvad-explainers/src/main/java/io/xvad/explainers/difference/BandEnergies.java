package io.xvad.explainers.difference;

/**
 * How strong the texture of an image and of its normal version is within a set of pixels, band by band, the finest first.
 *
 * @param image root mean square of each band of the image's lightness
 * @param normal the same of the normal version
 * @param correlation of the two, in [-1, 1]; 0 where either has none
 */
record BandEnergies(double[] image, double[] normal, double[] correlation) {

    static BandEnergies of(Pair pair, boolean[] pixels) {
        Bands bands = new Bands(pixels, pair.height(), pair.width());
        float[][] image = bands.of(pair.image()[0]);
        float[][] normal = bands.of(pair.normal()[0]);
        double[] ofImage = new double[Bands.count()];
        double[] ofNormal = new double[Bands.count()];
        double[] correlation = new double[Bands.count()];
        for (int k = 0; k < ofImage.length; k++) {
            ofImage[k] = rootMeanProduct(image[k], image[k], pixels);
            ofNormal[k] = rootMeanProduct(normal[k], normal[k], pixels);
            double common = meanProduct(image[k], normal[k], pixels);
            double both = ofImage[k] * ofNormal[k];
            correlation[k] = both < 1e-9 ? 0 : Math.max(-1, Math.min(1, common / both));
        }
        return new BandEnergies(ofImage, ofNormal, correlation);
    }

    private static double rootMeanProduct(float[] a, float[] b, boolean[] pixels) {
        return Math.sqrt(meanProduct(a, b, pixels));
    }

    private static double meanProduct(float[] a, float[] b, boolean[] pixels) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < a.length; i++) {
            if (pixels[i]) {
                sum += a[i] * b[i];
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** log2 of the ratio of energies in bands {@code from} to {@code to}; 1e-3 of lightness is added to both against noise. */
    double ratio(int from, int to) {
        return log2(energy(image, from, to) / energy(normal, from, to));
    }

    private static double energy(double[] amplitudes, int from, int to) {
        double energy = 1e-5;
        for (int k = from; k <= to; k++) {
            energy += amplitudes[k] * amplitudes[k];
        }
        return energy;
    }

    /** Sum over bands {@code from} to {@code to} of the squared differences of amplitude, signed by the sum of the differences. */
    double amplitudeChange(int from, int to) {
        double squares = 0;
        double sum = 0;
        for (int k = from; k <= to; k++) {
            squares += (image[k] - normal[k]) * (image[k] - normal[k]);
            sum += image[k] - normal[k];
        }
        return Math.copySign(squares, sum);
    }

    /** Energy of what lies in another place than in the normal version, beyond what is usual where correlations are {@code expected}. */
    double phaseChange(double[] expected) {
        double energy = 0;
        for (int k = 0; k < image.length; k++) {
            energy += 2 * image[k] * normal[k] * Math.max(0, expected[k] - correlation[k]);
        }
        return energy;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}

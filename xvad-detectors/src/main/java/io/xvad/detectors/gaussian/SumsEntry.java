package io.xvad.detectors.gaussian;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;

/** Writes sums to a model file, relative to their mean so that no single image is kept, and reads them back. */
final class SumsEntry {

    private static final long MAX_BYTES = 1L << 30;
    private static final String IMAGES = "gaussian-images";
    private static final String ORIGIN = "gaussian-origin";
    private static final String SUMS = "gaussian-sums";
    private static final String PRODUCTS = "gaussian-products";

    private SumsEntry() {}

    /** Whether sums are not too large for a model file. */
    static boolean canHold(GaussianSums sums) {
        return (long) sums.positions() * GaussianSums.triangle(sums.channels()) * Double.BYTES <= MAX_BYTES;
    }

    static void write(ModelWriter model, GaussianSums sums) {
        GaussianSums centred = sums.centred();
        int triangle = GaussianSums.triangle(sums.channels());
        double[] products = new double[sums.positions() * triangle];
        for (int p = 0; p < sums.positions(); p++) {
            System.arraycopy(centred.products()[p], 0, products, p * triangle, triangle);
        }
        model.ints(IMAGES, new int[] {sums.images()});
        model.tensor(ORIGIN, Tensor.of(centred.origin(), sums.positions(), sums.channels()));
        model.doubles(SUMS, centred.sums());
        model.doubles(PRODUCTS, products);
    }

    static boolean isIn(ModelReader model) {
        return model.has(PRODUCTS);
    }

    static GaussianSums read(ModelReader model, int positions, int[] channels, int dimension) {
        int[] images = model.ints(IMAGES);
        float[] origin = model.tensor(ORIGIN).toArray();
        double[] sums = model.doubles(SUMS);
        double[] products = model.doubles(PRODUCTS);
        if (images.length != 1
                || images[0] < 1
                || origin.length != positions * channels.length
                || sums.length != origin.length
                || products.length != (long) positions * GaussianSums.triangle(channels.length)) {
            throw new XvadModelException("entries '" + IMAGES + "', '" + ORIGIN + "', '" + SUMS + "' and '" + PRODUCTS
                    + "' do not fit " + positions + " positions of " + channels.length + " channels");
        }
        GaussianSums read = new GaussianSums(positions, channels, dimension);
        read.restore(images[0], origin, sums, products);
        return read;
    }
}

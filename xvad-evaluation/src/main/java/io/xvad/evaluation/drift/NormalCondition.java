package io.xvad.evaluation.drift;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Sha256;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * In what condition normal images are: their lighting, sharpness, noise and place. A quarter of them, at most 16, make the mean image; what is
 * measured of the others is kept. Immutable and thread-safe.
 */
public final class NormalCondition {

    /** Quantities that are measured of an image: all but the score. */
    private static final int MEASURED = DriftQuantity.values().length - 1;

    private static final String STAGE = "normal condition";
    private static final String MEAN = "mean-image";
    private static final String VALUES = "values";
    private static final int EVERY = 4;
    private static final int MOST_IN_MEAN = 16;
    private static final double SMALLEST = 1e-6;

    private final NormalPlace place;
    private final double[] values;

    private NormalCondition(NormalPlace place, double[] values) {
        this.place = place;
        this.values = values;
    }

    /**
     * Measures normal images, one in memory at a time.
     *
     * @param progress hears how far the work has come
     * @throws IllegalArgumentException if there are fewer than two, or they are no images
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static NormalCondition of(Samples normals, ProgressListener progress) {
        if (normals.size() < 2) {
            throw new IllegalArgumentException("at least 2 normal images are needed, got " + normals.size());
        }
        int averaged = Math.min(MOST_IN_MEAN, normals.size() / EVERY + (normals.size() % EVERY == 0 ? 0 : 1));
        NormalPlace.Mean mean = new NormalPlace.Mean();
        for (int i = 0; i < averaged; i++) {
            mean.add(Luminance.of(read(normals, i * EVERY)));
            progress.progressed(STAGE, i + 1L, normals.size());
        }
        NormalPlace place = mean.place();
        double[] values = new double[(normals.size() - averaged) * MEASURED];
        int done = 0;
        for (int i = 0; i < normals.size(); i++) {
            if (i % EVERY != 0 || i / EVERY >= averaged) {
                System.arraycopy(measured(read(normals, i), place), 0, values, done * MEASURED, MEASURED);
                progress.progressed(STAGE, averaged + ++done, normals.size());
            }
        }
        return new NormalCondition(place, values);
    }

    private static Image read(Samples normals, int index) {
        Cancellation.check();
        return normals.get(index).requireImage();
    }

    /** What is measured of an image, by {@link DriftQuantity}, without the score. */
    double[] measured(Image image) {
        return measured(image, place);
    }

    private static double[] measured(Image image, NormalPlace place) {
        Luminance luminance = Luminance.of(image);
        double mean = luminance.mean();
        double variance = luminance.variance();
        double energy = luminance.halved().laplacianEnergy();
        double[] colour = colour(image);
        double[] centre = luminance.centreOfDeviation();
        NormalPlace.Found found = place.of(luminance);
        return new double[] {
            mean,
            Math.sqrt(variance),
            colour[0],
            colour[1],
            Math.log((energy + SMALLEST * SMALLEST) / (variance + SMALLEST)),
            Math.log((luminance.noise() + SMALLEST) / (mean + SMALLEST)),
            centre[0],
            centre[1],
            found.right(),
            found.down(),
            found.degrees(),
            found.size()
        };
    }

    /** Red less green and blue less the mean of both, as shares of the sum. */
    private static double[] colour(Image image) {
        if (image.channels() == 1) {
            return new double[2];
        }
        int plane = image.height() * image.width();
        double[] sums = new double[3];
        for (int i = 0; i < 3 * plane; i++) {
            sums[i / plane] += image.buffer().get(i);
        }
        double all = sums[0] + sums[1] + sums[2] + SMALLEST;
        return new double[] {(sums[0] - sums[1]) / all, (sums[2] - (sums[0] + sums[1]) / 2) / all};
    }

    /** How many images were measured beside those of the mean image. */
    public int size() {
        return values.length / MEASURED;
    }

    /** What was measured of each image: one value an image. */
    double[] values(DriftQuantity quantity) {
        return IntStream.range(0, size())
                .mapToDouble(image -> values[image * MEASURED + quantity.ordinal()])
                .toArray();
    }

    /** Tells it from others. */
    String fingerprint() {
        return Sha256.of(Arrays.toString(values));
    }

    void write(ModelWriter model) {
        model.tensor(MEAN, Tensor.of(place.mean(), PlaneSpectrum.SIDE, PlaneSpectrum.SIDE));
        model.doubles(VALUES, values);
    }

    static NormalCondition read(ModelReader model) {
        double[] values = model.doubles(VALUES);
        if (values.length == 0 || values.length % MEASURED != 0) {
            throw new IllegalArgumentException(
                    MEASURED + " values are needed for each image, got " + values.length + " in all");
        }
        return new NormalCondition(new NormalPlace(model.tensor(MEAN).toArray()), values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NormalCondition that
                && Arrays.equals(values, that.values)
                && Arrays.equals(place.mean(), that.place.mean());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}

package io.xvad.data.image;

import java.awt.image.Raster;
import java.util.Arrays;

/**
 * The bits of a 16-bit PNG that mean something, as its chunk {@code sBIT} says.
 *
 * @param bits how many; 16 if it does not say
 */
record SignificantBits(int bits) {

    private static final int MAX = 65_535;

    /** Where nothing says how many. */
    static SignificantBits unknown() {
        return new SignificantBits(16);
    }

    /** Whether the samples have to be looked at to know what is white. */
    boolean leavesOpen(Raster raster) {
        return bits >= 8 && bits < 16 && raster.getSampleModel().getSampleSize(0) == 16;
    }

    /**
     * How samples are stored.
     *
     * @param small whether none is above the largest number of so many bits
     * @param stretched whether each is such a number made one of 16 bits
     */
    record Storage(boolean small, boolean stretched) {

        /** Of no sample. */
        static final Storage UNSEEN = new Storage(true, true);

        Storage and(Storage other) {
            return new Storage(small && other.small, stretched && other.stretched);
        }
    }

    /** How the samples of some rows are stored. */
    Storage storage(Raster raster) {
        int bands = raster.getNumBands();
        int colours = bands - (bands + 1) % 2;
        int[] row = new int[raster.getWidth()];
        boolean small = true;
        boolean stretched = true;
        for (int c = 0; c < colours; c++) {
            for (int y = 0; y < raster.getHeight(); y++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, c, row);
                small = small && Arrays.stream(row).allMatch(sample -> sample <= largest());
                stretched = stretched && Arrays.stream(row).allMatch(this::isStretched);
            }
        }
        return new Storage(small, stretched);
    }

    /**
     * White, if the file says how many bits there are: the largest number of so many bits if the samples are stored as the
     * camera gave them. The PNG standard wants them stretched to 16 bits, so that white is 65535; not everybody does.
     *
     * @param storage of all samples
     */
    double white(Storage storage) {
        return storage.small() && !storage.stretched() ? largest() : MAX;
    }

    private int largest() {
        return (1 << bits) - 1;
    }

    /** Whether some sample of so many bits becomes this one by shifting, by repeating its bits or by scaling. */
    private boolean isStretched(int sample) {
        int shift = 16 - bits;
        int shifted = sample >> shift;
        long scaled = Math.round(sample * (double) largest() / MAX);
        return shifted << shift == sample
                || (shifted << shift | shifted >> bits - shift) == sample
                || Math.round(scaled * (double) MAX / largest()) == sample;
    }
}

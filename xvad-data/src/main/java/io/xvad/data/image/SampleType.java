package io.xvad.data.image;

import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * How a sample is stored.
 *
 * @param number what kind of number
 * @param bits its size
 */
record SampleType(Number number, int bits) {

    /** Kinds of numbers. */
    enum Number {
        UNSIGNED,
        SIGNED,
        FLOAT
    }

    /** That of samples which AWT holds. */
    static SampleType of(Raster raster, int bits) {
        int type = raster.getDataBuffer().getDataType();
        boolean real = type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE;
        return new SampleType(
                real ? Number.FLOAT : type == DataBuffer.TYPE_SHORT ? Number.SIGNED : Number.UNSIGNED, bits);
    }

    /** Whether the format leaves open which value is white: of 8 bits nobody doubts it. */
    boolean deep() {
        return bits > 8 || number != Number.UNSIGNED;
    }

    /** The value that is white if nothing else is said; NaN for signed integers, for which there is no custom. */
    double fullScale() {
        return switch (number) {
            case UNSIGNED -> Math.pow(2, bits) - 1;
            case SIGNED -> Double.NaN;
            case FLOAT -> 1;
        };
    }

    /** One row of a band. AWT takes bytes and shorts for unsigned and ints for signed, whatever they are. */
    void row(Raster raster, int y, int band, float[] values, int at) {
        int width = raster.getWidth();
        if (number == Number.FLOAT) {
            float[] row = raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, (float[]) null);
            System.arraycopy(row, 0, values, at, width);
            return;
        }
        if (number == Number.UNSIGNED && bits == Byte.SIZE && hasByteForEachSample(raster)) {
            byte[] row = (byte[]) raster.getDataElements(raster.getMinX(), raster.getMinY() + y, width, 1, null);
            for (int x = 0; x < width; x++) {
                values[at + x] = Byte.toUnsignedInt(row[x * raster.getNumBands() + band]);
            }
            return;
        }
        int[] row = raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, (int[]) null);
        for (int x = 0; x < width; x++) {
            values[at + x] = whole(row[x]);
        }
    }

    private static boolean hasByteForEachSample(Raster raster) {
        return raster.getTransferType() == DataBuffer.TYPE_BYTE
                && raster.getNumDataElements() == raster.getNumBands()
                && raster.getSampleModel() instanceof ComponentSampleModel;
    }

    private long whole(int sample) {
        int unused = Integer.SIZE - bits;
        return number == Number.SIGNED
                ? sample << unused >> unused
                : Integer.toUnsignedLong(sample << unused >>> unused);
    }

    /** As in "signed 16-bit". */
    @Override
    public String toString() {
        return switch (number) {
            case UNSIGNED -> bits + "-bit";
            case SIGNED -> "signed " + bits + "-bit";
            case FLOAT -> "float";
        };
    }
}

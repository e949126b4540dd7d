package io.xvad.data.image;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;
import io.xvad.core.XvadDataException;
import java.lang.reflect.Array;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What the tags of a TIFF page say of its samples.
 *
 * @param metadata the tags
 */
record TiffTags(TIFFImageMetadata metadata) {

    private static final int NEW_SUBFILE_TYPE = 254;
    private static final int BITS_PER_SAMPLE = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int ORIENTATION = 274;
    private static final int MAX_SAMPLE_VALUE = 281;
    private static final int SUB_IFDS = 330;
    private static final int SAMPLE_FORMAT = 339;
    private static final int S_MAX_SAMPLE_VALUE = 341;
    private static final int DNG_VERSION = 50706;
    private static final int WHITE_IS_ZERO = 0;
    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final Set<Integer> SENSOR = Set.of(32803, 34892);
    private static final Set<Integer> DECODED = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 32773, 32946);
    private static final Map<Integer, String> NOT_DECODED = Map.of(
            50000, "zstd",
            50001, "WebP",
            50002, "JPEG XL",
            34925, "LZMA",
            34712, "JPEG 2000",
            33003, "JPEG 2000",
            33005, "JPEG 2000",
            34887, "LERC");

    /** Refuses camera raw files, whose first page is a small preview, and compressions that no decoder is there for. */
    void requireReadable(String name) {
        boolean preview = (number(NEW_SUBFILE_TYPE, 0) & 1) == 1 && has(SUB_IFDS);
        if (has(DNG_VERSION) || preview || SENSOR.contains(number(PHOTOMETRIC, BLACK_IS_ZERO))) {
            throw new XvadDataException(
                    name + ": is a camera raw file (DNG or the like), which is not read; develop it to"
                            + " 16-bit TIFF or PNG");
        }
        int compression = number(COMPRESSION, 1);
        if (!DECODED.contains(compression)) {
            throw new XvadDataException(name + ": is a TIFF compressed with "
                    + NOT_DECODED.getOrDefault(compression, "method " + compression)
                    + ", which is not read; save it with LZW or Deflate, for example: tiffcp -c lzw IN.tif OUT.tif");
        }
    }

    /** How its samples are stored. */
    SampleType type(String name) {
        int bits = number(BITS_PER_SAMPLE, 1);
        return switch (number(SAMPLE_FORMAT, 1)) {
            case 1, 4 -> new SampleType(SampleType.Number.UNSIGNED, bits);
            case 2 -> new SampleType(SampleType.Number.SIGNED, bits);
            case 3 -> new SampleType(SampleType.Number.FLOAT, bits);
            default ->
                throw new XvadDataException(name + ": has complex numbers as samples, which are not read as an image");
        };
    }

    /** Whether samples have to be taken as they are stored, since AWT has no colours made of such. */
    boolean raw(SampleType type) {
        return type.number() != SampleType.Number.UNSIGNED || type.bits() > 16;
    }

    /** 1 for grey, 3 for RGB. */
    int channels(String name) {
        return switch (number(PHOTOMETRIC, BLACK_IS_ZERO)) {
            case BLACK_IS_ZERO -> 1;
            case RGB -> 3;
            case WHITE_IS_ZERO ->
                throw new XvadDataException(
                        name + ": is a TIFF in which 0 is white, which is read of 8 and 16 bits only");
            default ->
                throw new XvadDataException(name
                        + ": is a TIFF of colours other than grey and RGB, which is read of 8 and" + " 16 bits only");
        };
    }

    /** The value that it says is white, if that is less than what the samples can hold. */
    OptionalDouble white(SampleType type) {
        OptionalDouble named = WhiteLevel.declared(real(S_MAX_SAMPLE_VALUE), type);
        return named.isPresent() ? named : WhiteLevel.declared(real(MAX_SAMPLE_VALUE), type);
    }

    /** How it lies. */
    Orientation orientation() {
        return Orientation.ofTag(number(ORIENTATION, 1));
    }

    private boolean has(int tag) {
        return metadata.getTIFFField(tag) != null;
    }

    private int number(int tag, int usual) {
        double value = real(tag);
        return Double.isNaN(value) ? usual : (int) value;
    }

    /** The first value of a tag; NaN if there is none. */
    private double real(int tag) {
        Entry entry = metadata.getTIFFField(tag);
        Object value = entry == null ? null : entry.getValue();
        if (value != null && value.getClass().isArray() && Array.getLength(value) > 0) {
            value = Array.get(value, 0);
        }
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}

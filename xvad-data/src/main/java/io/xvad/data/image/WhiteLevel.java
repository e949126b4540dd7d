package io.xvad.data.image;

import io.xvad.core.XvadDataException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Which sample value is white, where the format of a file leaves that open. Values are scaled, never cut off.
 *
 * @param chosen the value that somebody has named, if any
 * @param highest whether it is the highest value of each image, if none is named
 * @param warnings hears of images that are so dark that a lower value is probably meant
 */
record WhiteLevel(OptionalDouble chosen, boolean highest, Consumer<String> warnings) {

    private static final double DARK = 1 / 8.0;
    private static final double ROUNDING = 1e-5;
    private static final List<Integer> USUAL = List.of(255, 1023, 4095, 16_383, 65_535);

    /** The highest value of each image is white, as in masks and label images; never for images to score. */
    static WhiteLevel highestOfEach() {
        return new WhiteLevel(OptionalDouble.empty(), true, dark -> {});
    }

    /**
     * Scales samples in place, so that black is 0 and white 1.
     *
     * @param declared the white that the file names, if it does
     * @throws XvadDataException naming the range found, if samples are below black, above white or not finite, or if it is
     *     not known what is white
     */
    void scale(String id, float[] samples, SampleType type, OptionalDouble declared) {
        Range range = Range.of(samples);
        double white =
                chosen.orElse(highest ? Math.max(range.high, Float.MIN_NORMAL) : declared.orElse(type.fullScale()));
        requireInside(id, range, white, type);
        boolean told = chosen.isPresent() || highest || declared.isPresent();
        if (!told && range.high > 0 && range.high < DARK * white) {
            warnings.accept(id + ": is nearly black: its " + type + " samples go " + range + ", where " + number(white)
                    + " is white; if a lower value is meant to be white, say so, " + example(range));
        }
        float scale = (float) (1 / white);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.max(0, Math.min(1, samples[i] * scale));
        }
    }

    private static void requireInside(String id, Range range, double white, SampleType type) {
        boolean unknown = Double.isNaN(white);
        if (!range.finite) {
            throw new XvadDataException(id + ": has samples that are not finite; replace them first");
        }
        if (range.low < (unknown ? 0 : -ROUNDING * white)) {
            throw new XvadDataException(id + ": its " + type + " samples go " + range
                    + ", but black is 0; shift them so that they go from 0, black, to white");
        }
        if (unknown || range.high > white * (1 + ROUNDING)) {
            throw new XvadDataException(id + ": its " + type + " samples go " + range + ", but "
                    + (unknown ? "nothing says which value is white" : number(white) + " is white")
                    + "; say what is white, " + example(range));
        }
    }

    /** The white that is named by a tag: only one that is the full scale of a number of bits, not a statistic. */
    static OptionalDouble declared(double value, SampleType type) {
        boolean bitDepth = USUAL.stream().anyMatch(usual -> usual == value);
        boolean fits = type.number() == SampleType.Number.FLOAT || value < Math.pow(2, type.bits()) - 1;
        return bitDepth && fits ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static String example(Range range) {
        double likely = USUAL.stream()
                .mapToDouble(Integer::doubleValue)
                .filter(usual -> range.high > 1 && usual >= range.high)
                .findFirst()
                .orElse(range.high);
        return String.format(
                Locale.ROOT,
                "for example --white-level %s (in Java: ImageReader.withWhiteLevel(%1$s))",
                number(likely));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf((float) value);
    }

    private record Range(float low, float high, boolean finite) {

        static Range of(float[] samples) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            boolean finite = true;
            for (float sample : samples) {
                low = Math.min(low, sample);
                high = Math.max(high, sample);
                finite &= Float.isFinite(sample);
            }
            return new Range(low, high, finite);
        }

        @Override
        public String toString() {
            return "from " + number(low) + " to " + number(high);
        }
    }
}

package io.xvad.explainers.verbal;

import io.xvad.core.Image;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A property of a picture that can be measured and put into words. */
enum Attribute {
    BRIGHTNESS("brightness", "brighter", "darker", Attribute::brightness),
    CONTRAST("contrast", "more contrasted", "flatter", Attribute::contrast),
    EDGES("edge strength", "fuller of edges", "smoother", Attribute::edges),
    RED_GREEN("red against green", "redder", "greener", image -> balance(image, 1, -1, 0)),
    YELLOW_BLUE("yellow against blue", "yellower", "bluer", image -> balance(image, 0.5, 0.5, -1));

    static final List<Attribute> OF_GREY = List.of(BRIGHTNESS, CONTRAST, EDGES);
    static final List<Attribute> OF_COLOUR = List.of(values());

    private final String label;
    private final String more;
    private final String less;
    private final ToDoubleFunction<Image> measure;

    Attribute(String label, String more, String less, ToDoubleFunction<Image> measure) {
        this.label = label;
        this.more = more;
        this.less = less;
        this.measure = measure;
    }

    String label() {
        return label;
    }

    String word(boolean higher) {
        return higher ? more : less;
    }

    double of(Image image) {
        return measure.applyAsDouble(image);
    }

    private static double brightness(Image image) {
        double sum = 0;
        for (float value : luma(image)) {
            sum += value;
        }
        return sum / (image.height() * image.width());
    }

    private static double contrast(Image image) {
        double mean = brightness(image);
        double squares = 0;
        for (float value : luma(image)) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (image.height() * image.width()));
    }

    private static double edges(Image image) {
        float[] luma = luma(image);
        int width = image.width();
        double sum = 0;
        int count = 0;
        for (int y = 1; y < image.height(); y++) {
            for (int x = 1; x < width; x++) {
                int at = y * width + x;
                sum += Math.hypot(luma[at] - luma[at - 1], luma[at] - luma[at - width]);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private static double balance(Image image, double red, double green, double blue) {
        float[] values = image.toArray();
        int plane = image.height() * image.width();
        double sum = 0;
        for (int i = 0; i < plane && image.channels() == 3; i++) {
            sum += red * values[i] + green * values[plane + i] + blue * values[2 * plane + i];
        }
        return sum / plane;
    }

    /** Rec. 601 luma. */
    private static float[] luma(Image image) {
        float[] values = image.toArray();
        int plane = image.height() * image.width();
        if (image.channels() == 1) {
            return values;
        }
        float[] luma = new float[plane];
        for (int i = 0; i < plane; i++) {
            luma[i] = 0.299f * values[i] + 0.587f * values[plane + i] + 0.114f * values[2 * plane + i];
        }
        return luma;
    }
}

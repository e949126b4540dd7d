package io.xvad.explainers.attribute;

import io.xvad.core.Image;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A property of an image that people can see and that can be measured. */
public enum Attribute {
    /** Mean luma, in [0, 1]. */
    BRIGHTNESS("brightness", "", Attribute.GREY_LEVELS, Luma::mean),
    /** Standard deviation of the luma. */
    CONTRAST("contrast", "", Attribute.GREY_LEVELS, Luma::deviation),
    /** Mean magnitude of the luma's gradient. */
    EDGE_STRENGTH("edge strength", "", Attribute.GREY_LEVELS, Luma::edges),
    /** How fine the texture is: the root mean square of its spatial frequency. */
    TEXTURE_FREQUENCY("texture frequency", "cycles per pixel", 0.02, Luma::frequency),
    /** The direction across which the luma changes most, from the x axis, in [0, 180). */
    ORIENTATION("orientation", "degrees", 5, Luma::orientation),
    /** Red less green, in [-1, 1]. */
    RED_GREEN("red against green", "", Attribute.GREY_LEVELS, image -> balance(image, 1, -1, 0)),
    /** Mean of red and green, less blue, in [-1, 1]. */
    YELLOW_BLUE("yellow against blue", "", Attribute.GREY_LEVELS, image -> balance(image, 0.5, 0.5, -1));

    /** The smallest difference that counts: about three of 256 grey levels, which an eye hardly sees. */
    private static final double GREY_LEVELS = 0.012;

    private static final double HALF_TURN = 180;

    private final String label;
    private final String unit;
    private final double visible;
    private final ToDoubleFunction<Luma.Plane> measure;

    Attribute(String label, String unit, double visible, ToDoubleFunction<Luma.Plane> measure) {
        this.label = label;
        this.unit = unit;
        this.visible = visible;
        this.measure = measure;
    }

    /** The attributes that images of so many channels have: colour needs three. */
    public static List<Attribute> of(int channels) {
        return channels == 3
                ? List.of(values())
                : List.of(BRIGHTNESS, CONTRAST, EDGE_STRENGTH, TEXTURE_FREQUENCY, ORIENTATION);
    }

    /** The name of the attribute in evidence. */
    public String label() {
        return label;
    }

    /** Unit of its values; empty if they have none. */
    public String unit() {
        return unit;
    }

    /** The smallest difference an eye sees, a lower bound of the standard deviation. */
    double visible() {
        return visible;
    }

    /** Measures this attribute of an image, in {@link #unit}. */
    public double of(Image image) {
        return measure.applyAsDouble(Luma.of(image));
    }

    /** A value as near to another as it can be written: orientations repeat after half a turn. */
    double nearTo(double value, double other) {
        return this == ORIENTATION ? value - HALF_TURN * Math.round((value - other) / HALF_TURN) : value;
    }

    private static double balance(Luma.Plane plane, double red, double green, double blue) {
        float[] values = plane.image().toArray();
        int size = plane.luma().length;
        double sum = 0;
        for (int i = 0; i < size && plane.image().channels() == 3; i++) {
            sum += red * values[i] + green * values[size + i] + blue * values[2 * size + i];
        }
        return sum / size;
    }
}

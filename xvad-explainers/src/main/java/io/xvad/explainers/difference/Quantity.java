package io.xvad.explainers.difference;

/** What is measured of a difference. Positive values mean more of it in the image than in its normal version. */
public enum Quantity {
    /** Mean difference in CIELAB lightness, divided by 100. */
    LIGHTNESS("lightness", "", 0.02),
    /** Mean difference in CIELAB a*, divided by 100: positive is redder, negative greener. */
    RED_GREEN("red against green", "", 0.02),
    /** Mean difference in CIELAB b*, divided by 100: positive is yellower, negative bluer. */
    YELLOW_BLUE("yellow against blue", "", 0.02),
    /** log2 of the ratio of the standard deviations of lightness. */
    CONTRAST("contrast", "log2 of the ratio", 0.3),
    /** log2 of the ratio of energies in the finest band, of structures of about a pixel. */
    SHARPNESS("sharpness", "log2 of the ratio", 0.5),
    /** log2 of the ratio of energies in the coarser bands. */
    TEXTURE("texture", "log2 of the ratio", 0.5),
    /** Mean angle between edges, in [0, 90]. */
    ORIENTATION("orientation", "degrees", 10),
    /** Share of the differing pixels that became object less the share that became background. */
    OBJECT("object", "share", 0.1),
    /** Distance that content moved. */
    DISPLACEMENT("displacement", "pixels", 1),
    /** Correlation with normal content of another place. */
    WRONG_PLACE("normal elsewhere", "correlation", 0.1),
    /** Correlation with content of another place of the image. */
    REPETITION("found again", "correlation", 0.1),
    /** Share of the difference that is other content of no further name. */
    SURFACE("surface", "share", 0.1);

    private final String label;
    private final String unit;
    private final double visible;

    Quantity(String label, String unit, double visible) {
        this.label = label;
        this.unit = unit;
        this.visible = visible;
    }

    /** The name of the quantity in evidence. */
    public String label() {
        return label;
    }

    /** Unit of its values; empty if they have none. */
    public String unit() {
        return unit;
    }

    /** The smallest value that a person can see. */
    public double visible() {
        return visible;
    }
}

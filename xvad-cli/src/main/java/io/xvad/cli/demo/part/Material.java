package io.xvad.cli.demo.part;

/**
 * What a point of the scene is made of.
 *
 * @param red of its colour, in [0, 1]
 * @param green of its colour, in [0, 1]
 * @param blue of its colour, in [0, 1]
 * @param shine how strongly it mirrors the light, in [0, 1]
 */
record Material(double red, double green, double blue, double shine) {

    static final Material MAT = new Material(0.17, 0.24, 0.33, 0.02);
    static final Material STEEL = new Material(0.60, 0.62, 0.65, 0.55);
    static final Material HUB = new Material(0.66, 0.67, 0.69, 0.65);
    static final Material OXIDE = new Material(0.20, 0.20, 0.22, 0.35);
    static final Material BRASS = new Material(0.72, 0.52, 0.20, 0.55);
    static final Material RUST = new Material(0.42, 0.22, 0.11, 0.03);
    static final Material HOLE = new Material(0.05, 0.05, 0.06, 0);
    static final Material BARE = new Material(0.80, 0.80, 0.80, 0.5);

    /** This material with a share of another. */
    Material with(Material other, double share) {
        double rest = 1 - share;
        return new Material(
                red * rest + other.red * share,
                green * rest + other.green * share,
                blue * rest + other.blue * share,
                shine * rest + other.shine * share);
    }
}

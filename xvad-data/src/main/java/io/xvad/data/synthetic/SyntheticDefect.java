package io.xvad.data.synthetic;

import io.xvad.core.Image;
import io.xvad.core.option.Names;
import java.util.Arrays;
import org.apache.commons.rng.simple.RandomSource;

/** Seeded synthetic defects with exact masks. They are no substitute for real defects; say so where they are used. */
public enum SyntheticDefect {
    /** Blobs of Perlin noise through which another texture shows (Zavrtanik et al., 2021, "DRAEM", section 3.3). */
    PERLIN("perlin", PerlinBlend::draw),
    /** A rectangle copied to another place (Li et al., 2021, "CutPaste"), jittered in brightness. */
    CUTPASTE("cutpaste", CutPaste::draw),
    /** A thin crooked line, brighter or darker than its surroundings. */
    SCRATCH("scratch", Scratch::draw),
    /** A soft-edged blob of one colour. */
    STAIN("stain", Blobs::stain),
    /** A missing part: a blob filled with near-black or near-white. */
    HOLE("hole", Blobs::hole),
    /** A blob in which the channels are shifted by different amounts; a grey image is shifted in brightness. */
    COLOUR_SHIFT("colour-shift", Blobs::colourShift),
    /** A blob that is out of focus. */
    BLUR("blur", Blobs::blur),
    /** A blob in which the image is twisted around its centre. */
    WARP("warp", Blobs::warp);

    private final String defectName;
    private final DefectPainter painter;

    SyntheticDefect(String defectName, DefectPainter painter) {
        this.defectName = defectName;
        this.painter = painter;
    }

    /**
     * The defect of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the known names
     */
    public static SyntheticDefect named(String name) {
        return Arrays.stream(values())
                .filter(defect -> defect.defectName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Names.unknown(
                        "synthetic defect",
                        name,
                        Arrays.stream(values()).map(SyntheticDefect::defectName).toList())));
    }

    /** Kebab-case name. */
    public String defectName() {
        return defectName;
    }

    /**
     * An image with one defect. Pixels outside the mask are untouched; the mask is never empty.
     *
     * @param normal at least 8 pixels a side
     * @param strength from nearly invisible (above 0) to plain (1): opacity, or how far pixels move
     * @param seed decides place, shape and colours
     * @throws IllegalArgumentException if the image is too small or the strength is not in (0, 1]
     */
    public DefectedImage apply(Image normal, double strength, long seed) {
        if (!(strength > 0 && strength <= 1)) {
            throw new IllegalArgumentException("defect strength must be in (0, 1], got " + strength);
        }
        if (Math.min(normal.height(), normal.width()) < 8) {
            throw new IllegalArgumentException("a synthetic defect needs at least 8 pixels a side, got " + normal);
        }
        Canvas canvas = new Canvas(normal, RandomSource.XO_SHI_RO_256_PP.create(seed), strength);
        painter.draw(canvas);
        return canvas.defected(defectName);
    }
}

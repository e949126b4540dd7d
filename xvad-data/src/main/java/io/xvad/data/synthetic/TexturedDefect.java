package io.xvad.data.synthetic;

import io.xvad.core.Image;
import org.apache.commons.rng.simple.RandomSource;

/** Blobs of Perlin noise through which a given texture shows (Zavrtanik et al., 2021, "DRAEM", section 3.3). */
public final class TexturedDefect {

    private static final String NAME = "texture";

    private TexturedDefect() {}

    /**
     * An image with such a defect. Pixels outside the mask are untouched; the mask is never empty.
     *
     * @param texture of the same size and channels
     * @param opacity in (0, 1]
     * @param seed decides where the blobs are
     * @throws IllegalArgumentException if the sizes differ or the opacity is not in (0, 1]
     */
    public static DefectedImage apply(Image normal, Image texture, double opacity, long seed) {
        if (!(opacity > 0 && opacity <= 1)) {
            throw new IllegalArgumentException("opacity must be in (0, 1], got " + opacity);
        }
        if (texture.height() != normal.height()
                || texture.width() != normal.width()
                || texture.channels() != normal.channels()) {
            throw new IllegalArgumentException(
                    "the texture must be of the size of the image, got " + texture + " for " + normal);
        }
        float[] values = texture.toArray();
        Canvas canvas = new Canvas(normal, RandomSource.XO_SHI_RO_256_PP.create(seed), opacity);
        PerlinBlend.draw(canvas, (c, y, x) -> values[(c * normal.height() + y) * normal.width() + x]);
        return canvas.defected(NAME);
    }
}

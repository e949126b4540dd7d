package io.xvad.foundation.aaclip;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.foundation.detector.PartScales;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.ImageTokens;
import io.xvad.foundation.tokens.PatchEncoder;
import io.xvad.foundation.tokens.TokenMap;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.List;

/**
 * Compares the adapted patches and the adapted vector of an image with two anchors. Thread-safe; close it to free native memory.
 *
 * <p>Of a patch, each layer gives {@code (100 v.a + 1 - 100 v.n) / 2}, without a soft-max, smoothed on the grid; of the image, {@code (w.a + 1) / 2}, where {@code w} is the mean of
 * the unit vectors of the patches by another projection.
 */
final class AdaptedEncoder implements AutoCloseable {

    private static final String VECTOR = "det";
    private static final String TOKENS = "seg_";
    private static final float SCALE = 100;

    private final PatchEncoder encoder;
    private final TextAnchors anchors;
    private final List<Integer> layers;
    private final GridBlur blur;
    private final TokenMap painter;

    private AdaptedEncoder(PatchEncoder encoder, TextAnchors anchors, List<Integer> layers, GridBlur blur) {
        this.encoder = encoder;
        this.anchors = anchors;
        this.layers = List.copyOf(layers);
        this.blur = blur;
        this.painter = new TokenMap(encoder.input(), true, 0);
    }

    static AdaptedEncoder of(FoundationModel weights, TextAnchors anchors, Domain domain) {
        List<Integer> layers = weights.description().integers("layers");
        return new AdaptedEncoder(PatchEncoder.of(weights), anchors, layers, domain.blur());
    }

    /**
     * What it finds in an image.
     *
     * @param grid sum over the layers of what patches give, row by row
     * @param highest value of the map of what the network sees
     * @param whole what the image gives, about 0.5
     */
    record Found(float[] grid, float highest, float whole) {

        PartScales.Parts parts() {
            return new PartScales.Parts(highest, whole);
        }
    }

    Found find(Image image) {
        ImageTokens tokens = encoder.encode(image);
        float[] grid = new float[encoder.side() * encoder.side()];
        for (int layer : layers) {
            float[] margins = anchors.margins(tokens.patches(TOKENS + layer));
            for (int i = 0; i < grid.length; i++) {
                grid[i] += (SCALE * margins[i] + 1) / 2;
            }
        }
        float[] smooth = blur.apply(grid, encoder.side());
        float highest = Float.NEGATIVE_INFINITY;
        for (float value : painter.enlarged(smooth)) {
            highest = Math.max(highest, value);
        }
        return new Found(smooth, highest, whole(tokens));
    }

    private float whole(ImageTokens tokens) {
        double alike = UnitVectors.dot(tokens.vector(VECTOR), 0, anchors.anomalous(), 0, anchors.dimension());
        return (float) ((alike + 1) / 2);
    }

    /** The image's own vector, of unit length. */
    float[] vector(Image image) {
        return UnitVectors.of(encoder.encode(image).vector(VECTOR), anchors.dimension());
    }

    AnomalyMap paint(Found found, Image image) {
        return painter.paint(found.grid(), image);
    }

    TextAnchors anchors() {
        return anchors;
    }

    @Override
    public void close() {
        encoder.close();
    }
}

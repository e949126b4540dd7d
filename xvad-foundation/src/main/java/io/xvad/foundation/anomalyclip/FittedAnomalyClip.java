package io.xvad.foundation.anomalyclip;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.ImageTokens;
import io.xvad.foundation.tokens.PatchEncoder;
import io.xvad.foundation.tokens.TokenMap;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.List;

/**
 * Scores by two learned vectors. Thread-safe.
 *
 * <p>The score is how likely the whole image is to be anomalous rather than normal, {@code softmax([v.n, v.a] / 0.07)[1]}; the map is the sum of the same of its patches over
 * the layers, smoothed by a Gaussian of four pixels of what the network sees.
 */
final class FittedAnomalyClip implements FittedDetector {

    private static final double TEMPERATURE = 0.07;
    private static final double SIGMA = 4;

    private final FoundationModel weights;
    private final PatchEncoder encoder;
    private final TextAnchors anchors;
    private final List<Integer> layers;
    private final TokenMap painter;
    private final Provenance provenance;

    /** A detector that owns the encoder. */
    FittedAnomalyClip(
            FoundationModel weights,
            PatchEncoder encoder,
            TextAnchors anchors,
            List<Integer> layers,
            Provenance provenance) {
        this.weights = weights;
        this.encoder = encoder;
        this.anchors = anchors;
        this.layers = List.copyOf(layers);
        this.painter = new TokenMap(encoder.input(), false, SIGMA);
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        ImageTokens tokens = encoder.encode(image);
        float[] sum = new float[encoder.side() * encoder.side()];
        for (int layer : layers) {
            float[] ofLayer = probabilities(tokens.patches("vv_" + layer));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += ofLayer[i];
            }
        }
        float score = probabilities(tokens.vector("image_embeds"))[0];
        return Detection.undecided(image.id(), score, List.of(painter.paint(sum, image)));
    }

    private float[] probabilities(float[] vectors) {
        return anchors.probabilities(UnitVectors.of(vectors, anchors.dimension()), TEMPERATURE);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        FoundationDetector.saveWeights(model, weights);
    }

    @Override
    public void close() {
        encoder.close();
    }
}

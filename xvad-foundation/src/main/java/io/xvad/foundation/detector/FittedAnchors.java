package io.xvad.foundation.detector;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.foundation.model.FoundationModel;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Scores by two text anchors: by one part of what is found, or, where normal images gave both parts a scale, by the mean of both on their scales. Thread-safe.
 */
public final class FittedAnchors implements FittedDetector, ComparesSentences {

    private final FoundationModel weights;
    private final AnchoredEncoder encoder;
    private final ToDoubleFunction<AnchoredEncoder.Found> unscaled;
    private final Optional<PartScales> scales;
    private final Provenance provenance;

    /**
     * A detector that owns the encoder.
     *
     * @param unscaled the score where there is no scale
     */
    public FittedAnchors(
            FoundationModel weights,
            AnchoredEncoder encoder,
            ToDoubleFunction<AnchoredEncoder.Found> unscaled,
            Optional<PartScales> scales,
            Provenance provenance) {
        this.weights = weights;
        this.encoder = encoder;
        this.unscaled = unscaled;
        this.scales = scales;
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        AnchoredEncoder.Found found = encoder.find(image);
        double score = scales.map(known -> known.mean(found.parts())).orElseGet(() -> unscaled.applyAsDouble(found));
        return Detection.undecided(image.id(), score, List.of(encoder.paint(found, image)));
    }

    @Override
    public List<SentenceSimilarity> sentences(Image image) {
        return encoder.anchors().similarities(encoder.vector(image));
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(ComparesSentences.class, this);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        FoundationDetector.saveWeights(model, weights);
        encoder.write(model);
        scales.ifPresent(known -> known.write(model));
    }

    @Override
    public void close() {
        encoder.close();
    }
}

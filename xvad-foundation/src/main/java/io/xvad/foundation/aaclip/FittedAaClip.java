package io.xvad.foundation.aaclip;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.detector.PartScales;
import io.xvad.foundation.model.FoundationModel;
import java.util.List;
import java.util.Optional;

/**
 * Scores by two anchors. Thread-safe.
 *
 * <p>The score is the greatest value of the map, or, where normal images gave the parts a scale, the mean of that and of what the image's vector gives.
 */
final class FittedAaClip implements FittedDetector, ComparesSentences {

    private final FoundationModel weights;
    private final AdaptedEncoder encoder;
    private final Optional<PartScales> scales;
    private final Provenance provenance;

    /** A detector that owns the encoder. */
    FittedAaClip(FoundationModel weights, AdaptedEncoder encoder, Optional<PartScales> scales, Provenance provenance) {
        this.weights = weights;
        this.encoder = encoder;
        this.scales = scales;
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        AdaptedEncoder.Found found = encoder.find(image);
        double score = scales.map(known -> known.mean(found.parts())).orElse((double) found.highest());
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
        encoder.anchors().write(model);
        scales.ifPresent(known -> known.write(model));
    }

    @Override
    public void close() {
        encoder.close();
    }
}

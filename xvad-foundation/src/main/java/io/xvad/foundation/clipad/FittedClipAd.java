package io.xvad.foundation.clipad;

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
 * Scores by two anchors, stage by stage. Thread-safe.
 *
 * <p>The score is what the whole image gives, or, where normal images gave the parts a scale, the mean of that and of the greatest value of the map.
 */
final class FittedClipAd implements FittedDetector, ComparesSentences {

    private final FoundationModel weights;
    private final StagedDualPath stages;
    private final Optional<PartScales> scales;
    private final Provenance provenance;

    /** A detector that owns the stages. */
    FittedClipAd(FoundationModel weights, StagedDualPath stages, Optional<PartScales> scales, Provenance provenance) {
        this.weights = weights;
        this.stages = stages;
        this.scales = scales;
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        StagedDualPath.Found found = stages.find(image);
        double score = scales.map(known -> known.mean(found.parts())).orElse((double) found.whole());
        return Detection.undecided(image.id(), score, List.of(stages.paint(found, image)));
    }

    @Override
    public List<SentenceSimilarity> sentences(Image image) {
        return stages.anchors().similarities(stages.vector(image));
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
        stages.anchors().write(model);
        scales.ifPresent(known -> known.write(model));
    }

    @Override
    public void close() {
        stages.close();
    }
}

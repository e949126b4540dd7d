package io.xvad.foundation.clipsam;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.foundation.model.ModelSet;
import io.xvad.foundation.segment.MapRefiner;
import io.xvad.foundation.text.TextAnchors;
import java.util.List;

/** Scores by the mean of a rough map and of the masks around its regions; the score is the largest value. Thread-safe. */
final class FittedClipSam implements FittedDetector, ComparesSentences {

    private final ModelSet weights;
    private final RoughMap rough;
    private final MapRefiner refiner;
    private final TextAnchors anchors;
    private final Provenance provenance;

    /** A detector that owns the networks. */
    FittedClipSam(ModelSet weights, RoughMap rough, MapRefiner refiner, TextAnchors anchors, Provenance provenance) {
        this.weights = weights;
        this.rough = rough;
        this.refiner = refiner;
        this.anchors = anchors;
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        AnomalyMap roughMap = rough.of(image, anchors);
        float[] values = roughMap.toArray();
        float[] masks = MapRefiner.map(refiner.refine(image, roughMap), image.height(), image.width());
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] + masks[i]) / 2;
        }
        AnomalyMap map = AnomalyMap.owning(image.height(), image.width(), values);
        return Detection.undecided(image.id(), map.max(), List.of(map));
    }

    @Override
    public List<SentenceSimilarity> sentences(Image image) {
        return anchors.similarities(rough.vector(image));
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
        weights.write(model);
        anchors.write(model);
    }

    @Override
    public void close() {
        rough.close();
        refiner.proposer().close();
    }
}

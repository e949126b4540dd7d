package io.xvad.foundation.inctrl;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.NearestPatches;
import io.xvad.foundation.tokens.References;
import io.xvad.foundation.tokens.TokenMap;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.List;
import java.util.Optional;

/** Scores by residuals from reference images and by sentences; the map is that of the residuals of patches. Thread-safe. */
final class FittedInCtrl implements FittedDetector, ComparesSentences {

    private final FoundationModel weights;
    private final ImageEncoder encoder;
    private final ResidualHeads heads;
    private final TextAnchors anchors;
    private final SamplePrompts prompts;
    private final References references;
    private final Optional<NormalRanges> ranges;
    private final TokenMap painter;
    private final Provenance provenance;

    /** A detector that owns the encoder, the heads and the prompts. */
    FittedInCtrl(
            FoundationModel weights,
            ImageEncoder encoder,
            ResidualHeads heads,
            TextAnchors anchors,
            SamplePrompts prompts,
            References references,
            Optional<NormalRanges> ranges,
            Provenance provenance) {
        this.weights = weights;
        this.encoder = encoder;
        this.heads = heads;
        this.anchors = anchors;
        this.prompts = prompts;
        this.references = references;
        this.ranges = ranges;
        this.painter = new TokenMap(encoder.input(), false, 0);
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        ScoreParts parts = parts(image);
        return Detection.undecided(image.id(), parts.score(), List.of(painter.paint(parts.patchResiduals(), image)));
    }

    private ScoreParts parts(Image image) {
        return ScoreParts.of(encoder.see(image), prompts, anchors, heads);
    }

    @Override
    public List<SentenceSimilarity> sentences(Image image) {
        return anchors.similarities(UnitVectors.of(encoder.see(image).vector(), anchors.dimension()));
    }

    @Override
    public Capabilities capabilities() {
        NearestPatches nearest = new NearestPatches(
                encoder::lastPatches, encoder.input(), prompts.patches().last(), references);
        Capabilities always = Capabilities.none()
                .with(ComparesSentences.class, this)
                .with(RemembersNormals.class, nearest)
                .with(RemembersImages.class, references);
        return ranges.map(normal -> always.with(HasAttributes.class, (HasAttributes)
                        sample -> parts(sample.requireImage()).attributes(normal.highest())))
                .orElse(always);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        FoundationDetector.saveWeights(model, weights);
        anchors.write(model);
        heads.write(model);
        prompts.write(model);
        references.write(model);
        ranges.ifPresent(normal -> normal.write(model));
    }

    @Override
    public void close() {
        encoder.close();
        heads.close();
        prompts.close();
    }
}

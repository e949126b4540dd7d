package io.xvad.foundation.mvfa;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.tokens.NearestPatches;
import java.util.List;
import java.util.Optional;

/** Scores by sentences, and by reference images where there are any; the map is that of the head that makes maps. Thread-safe. */
final class FittedMvfa implements FittedDetector, ComparesSentences {

    private final FoundationModel weights;
    private final AdaptedEncoder encoder;
    private final SentenceBranch sentences;
    private final Optional<FewShot> fewShot;
    private final boolean scoredByMap;
    private final Provenance provenance;

    /**
     * A detector that owns the encoder and the few-shot part.
     *
     * @param scoredByMap whether the score is the greatest value of the map rather than what the head that judges images says
     */
    FittedMvfa(
            FoundationModel weights,
            AdaptedEncoder encoder,
            SentenceBranch sentences,
            Optional<FewShot> fewShot,
            boolean scoredByMap,
            Provenance provenance) {
        this.weights = weights;
        this.encoder = encoder;
        this.sentences = sentences;
        this.fewShot = fewShot;
        this.scoredByMap = scoredByMap;
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        AdaptedTokens tokens = encoder.encode(image);
        Branch bySentences = sentences.of(tokens);
        Branch found = fewShot.map(few -> few.mean(bySentences, tokens)).orElse(bySentences);
        float score = scoredByMap ? found.highest() : found.image();
        return Detection.undecided(image.id(), score, List.of(encoder.input().restored(found.map(), image)));
    }

    @Override
    public List<SentenceSimilarity> sentences(Image image) {
        return sentences.anchors().similarities(sentences.direction(encoder.encode(image)));
    }

    @Override
    public Capabilities capabilities() {
        Capabilities always = Capabilities.none().with(ComparesSentences.class, this);
        return fewShot.map(few ->
                        always.with(RemembersImages.class, few.images()).with(RemembersNormals.class, nearest(few)))
                .orElse(always);
    }

    private RemembersNormals nearest(FewShot few) {
        return new NearestPatches(
                image -> encoder.encode(image).last(),
                encoder.input(),
                few.branch().last(),
                few.remembered());
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        FoundationDetector.saveWeights(model, weights);
        sentences.anchors().write(model);
        fewShot.ifPresent(few -> few.write(model));
    }

    @Override
    public void close() {
        encoder.close();
        fewShot.ifPresent(FewShot::close);
    }
}

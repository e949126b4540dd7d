package io.xvad.foundation.winclip;

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
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.HarmonicSpread;
import io.xvad.foundation.tokens.NearestPatches;
import io.xvad.foundation.tokens.TokenMap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Scores by sentences, and by reference images where there are any. Thread-safe.
 *
 * <p>Without references the map is the harmonic mean of the scores of the whole image and of the windows of both sizes, and the score that of the whole image; with
 * references the map is the mean of that and of the distances from them, and the score the mean of that of the whole image and of the greatest distance.
 */
final class FittedWinClip implements FittedDetector, ComparesSentences {

    static final double TEMPERATURE = 0.07;

    private final FoundationModel weights;
    private final WindowEncoder encoder;
    private final TextAnchors anchors;
    private final Optional<WindowMemory> memory;
    private final TokenMap painter;
    private final Provenance provenance;

    /** A detector that owns the encoder and the memory. */
    FittedWinClip(
            FoundationModel weights,
            WindowEncoder encoder,
            TextAnchors anchors,
            Optional<WindowMemory> memory,
            Provenance provenance) {
        this.weights = weights;
        this.encoder = encoder;
        this.anchors = anchors;
        this.memory = memory;
        this.painter = new TokenMap(encoder.input(), false, 0);
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        WindowEncoder.Encoded encoded = encoder.encode(image);
        float whole = anchors.probabilities(encoded.image(), TEMPERATURE)[0];
        float[] bySentences = bySentences(encoded, whole);
        if (memory.isEmpty()) {
            return Detection.undecided(image.id(), whole, List.of(painter.paint(bySentences, image)));
        }
        float[] distances = memory.get().distances(encoded, encoder.side());
        float[] map = new float[distances.length];
        float furthest = 0;
        for (int i = 0; i < map.length; i++) {
            map[i] = (bySentences[i] + distances[i]) / 2;
            furthest = Math.max(furthest, distances[i]);
        }
        return Detection.undecided(image.id(), (whole + furthest) / 2, List.of(painter.paint(map, image)));
    }

    private float[] bySentences(WindowEncoder.Encoded encoded, float whole) {
        int side = encoder.side();
        float[] everywhere = new float[side * side];
        Arrays.fill(everywhere, whole);
        return HarmonicSpread.mean(
                everywhere,
                HarmonicSpread.of(anchors.probabilities(encoded.small(), TEMPERATURE), 2, side),
                HarmonicSpread.of(anchors.probabilities(encoded.large(), TEMPERATURE), 3, side));
    }

    @Override
    public List<SentenceSimilarity> sentences(Image image) {
        return anchors.similarities(encoder.whole(image).image());
    }

    @Override
    public Capabilities capabilities() {
        Capabilities always = Capabilities.none().with(ComparesSentences.class, this);
        return memory.map(known -> always.with(RemembersImages.class, known.references())
                        .with(RemembersNormals.class, nearest(known)))
                .orElse(always);
    }

    private RemembersNormals nearest(WindowMemory known) {
        return new NearestPatches(
                image -> encoder.whole(image).patches(), encoder.input(), known.patches(), known.references());
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        FoundationDetector.saveWeights(model, weights);
        anchors.write(model);
        memory.ifPresent(known -> known.write(model));
    }

    @Override
    public void close() {
        encoder.close();
        memory.ifPresent(WindowMemory::close);
    }
}

package io.xvad.foundation.mvfa;

import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.text.PromptEnsemble;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.TokenMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores a medical image and its patches by sentences, and with {@link FoundationOptions#REFERENCES reference images} by those too, after adapters in the stream of CLIP's image encoder: MVFA (Huang,
 * Jiang, Feng, Zhang, Wang and Wang 2024, "Adapting Visual-Language Models for Generalizable Anomaly Detection in Medical Images", CVPR). For research; it is no medical
 * device and its scores are no medical advice.
 *
 * <p>After each of four blocks two adapters, one for maps and one for the judgement of images, give vectors in the space of the sentences and add a tenth of what they say to the
 * stream. They come with the weights; nothing is trained here, where the authors train them for each kind of image with a few normal and a few anomalous ones.
 *
 * <p>The authors' code averages both branches by their ranges over the test set; here the ranges are those of the references, each compared with the others, and a single reference gives none.
 * As there, each reference is remembered with ten turned, moved and mirrored {@link #COPIES copies}; the class tokens of references, which that code remembers too, are left out.
 */
public final class Mvfa extends FoundationDetector {

    static final String VARIANT = "mvfa";

    private static final String IMAGE = "image";
    private static final String MAP = "map";

    /** What the score is. */
    public static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score",
            IMAGE,
            List.of(IMAGE, MAP),
            "image: what the head for whole images says; map: the greatest value of the map, as the authors score few-shot sets with masks");

    /** Whether to remember copies of the references. */
    public static final OptionSpec<Boolean> COPIES = OptionSpec.flag(
            "copies",
            true,
            "Remember ten turned, moved and mirrored copies of each reference too; eleven times the memory");

    private static final String PROMPTS = "prompts.json";

    @Override
    public String name() {
        return "mvfa";
    }

    @Override
    public String description() {
        return "Likeness of patches to sentences and to references, with adapters for medical images, by CLIP (Huang et al. 2024)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(
                FoundationOptions.WEIGHTS,
                FoundationOptions.CLASS_NAME,
                FoundationOptions.REFERENCES,
                COPIES,
                SCORE,
                FoundationOptions.PROMPTS,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS);
    }

    /** Those of references only where there are any. */
    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ComparesSentences.class, RemembersNormals.class, RemembersImages.class);
    }

    @Override
    protected FittedDetector fit(FoundationModel weights, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        weights.require(name(), "clip", List.of(VARIANT));
        String prompts = FoundationOptions.prompts(options, Mvfa.class, PROMPTS);
        TextAnchors anchors = TextAnchors.encoded(
                PromptEnsemble.parse(prompts),
                FoundationOptions.className(options),
                weights,
                TextAnchors.Averaging.UNIT_MEAN);
        return Opening.of(opening -> {
            AdaptedEncoder encoder = opening.keep(AdaptedEncoder.of(weights), AdaptedEncoder::close);
            SentenceBranch sentences = sentences(anchors, encoder);
            Optional<FewShot> fewShot = FewShot.drawn(data.normals(), request, encoder, sentences);
            fewShot.ifPresent(few -> opening.keep(few, FewShot::close));
            Provenance provenance =
                    request.provenance(this, data, List.of(weights.external().withPrompt(prompts)));
            return new FittedMvfa(weights, encoder, sentences, fewShot, byMap(options), provenance);
        });
    }

    private static SentenceBranch sentences(TextAnchors anchors, AdaptedEncoder encoder) {
        return new SentenceBranch(anchors, new TokenMap(encoder.input(), true, 0));
    }

    private static boolean byMap(Options options) {
        return options.get(SCORE).equals(MAP);
    }

    @Override
    protected FittedDetector load(FoundationModel weights, ModelReader model, Options options) {
        weights.require(name(), "clip", List.of(VARIANT));
        TextAnchors anchors = TextAnchors.read(model);
        return Opening.of(opening -> {
            AdaptedEncoder encoder = opening.keep(AdaptedEncoder.of(weights), AdaptedEncoder::close);
            SentenceBranch sentences = sentences(anchors, encoder);
            Optional<FewShot> fewShot = FewShot.read(model, encoder.input(), sentences, options);
            return new FittedMvfa(weights, encoder, sentences, fewShot, byMap(options), model.provenance());
        });
    }
}

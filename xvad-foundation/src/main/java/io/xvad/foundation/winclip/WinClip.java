package io.xvad.foundation.winclip;

import io.xvad.core.Samples;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ExternalModel;
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
import io.xvad.foundation.tokens.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores an image, and windows of its patches, by whether CLIP finds them more like sentences that call the thing damaged than like sentences that call it
 * flawless; with {@link FoundationOptions#REFERENCES reference images}, also by how far its windows and patches are from theirs: WinCLIP and WinCLIP+ (Jeong, Zou,
 * Kim, Zhang, Ravichandran and Dabeer 2023, "WinCLIP: Zero-/Few-Shot Anomaly Classification and Segmentation", CVPR).
 *
 * <p>There is no code of the authors'. Where reproductions differ, the temperature is {@value FittedWinClip#TEMPERATURE}, the vectors of sentences are averaged before
 * they are made of unit length, patches are compared by the last layer before its normalisation, and the two maps of WinCLIP+ are averaged; of the 22 templates each is there
 * once.
 */
public final class WinClip extends FoundationDetector {

    /** Resource beside this class with the sentences of the paper, which other methods take too. */
    public static final String PROMPTS = "prompts.json";

    static final String VARIANT = "winclip";

    @Override
    public String name() {
        return "winclip";
    }

    @Override
    public String description() {
        return "Likeness of windows to sentences for normal and damaged things, by CLIP (Jeong et al. 2023)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(
                FoundationOptions.WEIGHTS,
                FoundationOptions.CLASS_NAME,
                FoundationOptions.REFERENCES,
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
        String prompts = FoundationOptions.prompts(options, WinClip.class, PROMPTS);
        TextAnchors anchors = TextAnchors.encoded(
                PromptEnsemble.parse(prompts),
                FoundationOptions.className(options),
                weights,
                TextAnchors.Averaging.RAW_MEAN);
        return Opening.of(opening -> {
            WindowEncoder encoder = opening.keep(WindowEncoder.of(weights), WindowEncoder::close);
            Samples drawn = References.drawn(data.normals(), options.get(FoundationOptions.REFERENCES), request.seed());
            List<WindowEncoder.Encoded> encoded = new ArrayList<>();
            References references = References.of(drawn, encoder.input(), image -> {
                encoded.add(encoder.encode(image));
                request.progress().progressed("reference images", encoded.size(), drawn.size());
            });
            ExternalModel external = weights.external().withPrompt(prompts);
            Provenance provenance = request.provenance(this, data, List.of(external));
            Optional<WindowMemory> memory = WindowMemory.of(encoded, references, options);
            return new FittedWinClip(weights, encoder, anchors, memory, provenance);
        });
    }

    @Override
    protected FittedDetector load(FoundationModel weights, ModelReader model, Options options) {
        weights.require(name(), "clip", List.of(VARIANT));
        return Opening.of(opening -> {
            WindowEncoder encoder = opening.keep(WindowEncoder.of(weights), WindowEncoder::close);
            TextAnchors anchors = TextAnchors.read(model);
            Optional<WindowMemory> memory = WindowMemory.read(model, encoder.input(), options);
            memory.ifPresent(known -> opening.keep(known, WindowMemory::close));
            return new FittedWinClip(weights, encoder, anchors, memory, model.provenance());
        });
    }
}

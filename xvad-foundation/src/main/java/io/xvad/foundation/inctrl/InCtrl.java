package io.xvad.foundation.inctrl;

import io.xvad.core.Samples;
import io.xvad.core.Supervision;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.AuxiliaryImages;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.inctrl.ImageEncoder.Seen;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.text.PromptEnsemble;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.References;
import io.xvad.foundation.winclip.WinClip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scores an image by its residuals from a few normal ones, judged by small networks that learned on other things what residuals of anomalies are like, and by sentences: InCTRL
 * (Zhu and Pang 2024, "Toward Generalist Anomaly Detection via In-context Residual Learning with Few-shot Sample Prompts", CVPR).
 *
 * <p>The small networks come with the weights, or are trained on auxiliary images, labelled ones of other things, each compared with a few normal ones of the same thing that the seed draws once. Of
 * the authors' training this keeps the losses (without a second sigmoid), the rate and the size of a batch; they choose the pass by the images that they test on, this takes the last of {@link #EPOCHS}, by Adam
 * without their decay of weights. The sentences are {@link WinClip}'s, as in the authors' code. The paper scores images only: the map is that of the residuals of patches, which nothing was
 * trained to make one of pixels.
 */
public final class InCtrl extends FoundationDetector {

    static final String VARIANT = "inctrl";

    /** How many normal images are compared with; the authors trained for 2, 4 and 8. */
    public static final OptionSpec<Integer> REFERENCES = FoundationOptions.references(4);

    /** Passes over the auxiliary images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(10);

    /** Step of the optimiser that trains the small networks. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(1e-3);

    /** Auxiliary images in a step, at least two: the heads normalise by their batch. */
    public static final OptionSpec<Integer> BATCH = TrainingOptions.batch(16, 2);

    @Override
    public String name() {
        return "inctrl";
    }

    @Override
    public String description() {
        return "Residuals from a few normal images, judged by networks that learned it on other things, by CLIP (Zhu and Pang 2024)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(List.of(
                FoundationOptions.WEIGHTS,
                FoundationOptions.CLASS_NAME,
                REFERENCES,
                FoundationOptions.PROMPTS,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS));
        options.addAll(TrainingOptions.toTheEnd(EPOCHS, BATCH, LEARNING_RATE));
        return List.copyOf(options);
    }

    /** Normal images, of which it compares with a few, and auxiliary ones. */
    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ONE_CLASS, Supervision.AUXILIARY);
    }

    @Override
    public int fewestNormals() {
        return 1;
    }

    /** Attributes only of at least two references, since their normal range is that of each against the others. */
    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ComparesSentences.class, HasAttributes.class, RemembersNormals.class, RemembersImages.class);
    }

    @Override
    protected FittedDetector fit(FoundationModel weights, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        weights.require(name(), "clip", List.of(VARIANT));
        AuxiliaryImages auxiliary = new AuxiliaryImages(data.auxiliary());
        if (!auxiliary.isEmpty()) {
            TrainingRuntime.require(name());
        }
        String prompts = FoundationOptions.prompts(options, WinClip.class, WinClip.PROMPTS);
        Set<String> things = new TreeSet<>(auxiliary.byThing().keySet());
        things.add(FoundationOptions.className(options));
        Map<String, TextAnchors> anchors =
                TextAnchors.encoded(PromptEnsemble.parse(prompts), things, weights, TextAnchors.Averaging.UNIT_MEAN);
        TextAnchors own = Objects.requireNonNull(anchors.get(FoundationOptions.className(options)));
        return Opening.of(opening -> {
            ImageEncoder encoder = opening.keep(ImageEncoder.of(weights), ImageEncoder::close);
            ResidualHeads heads =
                    opening.keep(heads(weights, encoder, auxiliary, anchors, request), ResidualHeads::close);
            Samples drawn = References.drawn(data.normals(), options.get(REFERENCES), request.seed());
            List<Seen> seen = new ArrayList<>();
            References kept = References.of(drawn, encoder.input(), image -> {
                seen.add(encoder.see(image));
                request.progress().progressed("reference images", seen.size(), drawn.size());
            });
            Optional<NormalRanges> ranges = NormalRanges.of(seen, own, heads, options);
            SamplePrompts compared = opening.keep(SamplePrompts.of(seen, heads, options), SamplePrompts::close);
            Provenance provenance =
                    request.provenance(this, data, List.of(weights.external().withPrompt(prompts)));
            return new FittedInCtrl(weights, encoder, heads, own, compared, kept, ranges, provenance);
        });
    }

    /** Trained on the auxiliary images, or else those of the weights. */
    private static ResidualHeads heads(
            FoundationModel weights,
            ImageEncoder encoder,
            AuxiliaryImages auxiliary,
            Map<String, TextAnchors> anchors,
            FitRequest request) {
        if (auxiliary.isEmpty()) {
            return ResidualHeads.of(weights);
        }
        List<InContextExample> examples = InContextExample.of(auxiliary, anchors, encoder, request);
        Map<String, byte[]> trained = ResidualLearning.of(examples.get(0)).trained(examples, request);
        return ResidualHeads.trained(trained, request.options());
    }

    @Override
    protected FittedDetector load(FoundationModel weights, ModelReader model, Options options) {
        weights.require(name(), "clip", List.of(VARIANT));
        return Opening.of(opening -> {
            ImageEncoder encoder = opening.keep(ImageEncoder.of(weights), ImageEncoder::close);
            ResidualHeads heads = opening.keep(ResidualHeads.read(model, weights, options), ResidualHeads::close);
            return new FittedInCtrl(
                    weights,
                    encoder,
                    heads,
                    TextAnchors.read(model),
                    opening.keep(SamplePrompts.read(model, options), SamplePrompts::close),
                    References.read(model, encoder.input()),
                    NormalRanges.read(model),
                    model.provenance());
        });
    }
}

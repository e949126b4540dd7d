package io.xvad.foundation.inctrl;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.Supervision;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.inctrl.InCtrlNetworks.Seen;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.text.PromptEnsemble;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.References;
import io.xvad.foundation.winclip.WinClip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores an image by its residuals from a few normal ones, judged by small networks that learned on other things what residuals of anomalies are like, and by sentences: InCTRL
 * (Zhu and Pang 2024, "Toward Generalist Anomaly Detection via In-context Residual Learning with Few-shot Sample Prompts", CVPR).
 *
 * <p>The small networks come with the weights; nothing is learned here. The sentences are {@link WinClip}'s, as in the authors' code. The paper scores images only: the map is that of the residuals of patches, which nothing was
 * trained to make one of pixels.
 */
public final class InCtrl extends FoundationDetector {

    static final String VARIANT = "inctrl";

    /** How many normal images are compared with; the authors trained for 2, 4 and 8. */
    public static final OptionSpec<Integer> REFERENCES = FoundationOptions.references(4);

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
        return List.of(
                FoundationOptions.WEIGHTS,
                FoundationOptions.CLASS_NAME,
                REFERENCES,
                FoundationOptions.PROMPTS,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS);
    }

    /** Normal images, of which it compares with a few. */
    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ONE_CLASS);
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
        String prompts = FoundationOptions.prompts(options, WinClip.class, WinClip.PROMPTS);
        TextAnchors anchors = TextAnchors.encoded(
                PromptEnsemble.parse(prompts),
                FoundationOptions.className(options),
                weights,
                TextAnchors.Averaging.UNIT_MEAN);
        InCtrlNetworks networks = InCtrlNetworks.of(weights);
        try {
            List<Image> images = new ArrayList<>();
            List<Seen> seen = new ArrayList<>();
            Samples references = References.drawn(data.normals(), options.get(REFERENCES), request.seed());
            for (int i = 0; i < references.size(); i++) {
                Cancellation.check();
                images.add(references.get(i).requireImage());
                seen.add(networks.see(images.get(i)));
                request.progress().progressed("reference images", i + 1, references.size());
            }
            Optional<NormalRanges> ranges = NormalRanges.of(seen, anchors, networks, options);
            Provenance provenance =
                    request.provenance(this, data, List.of(weights.external().withPrompt(prompts)));
            return new FittedInCtrl(
                    weights,
                    networks,
                    anchors,
                    SamplePrompts.of(seen, options),
                    References.of(images, networks.input()),
                    ranges,
                    provenance);
        } catch (RuntimeException e) {
            networks.close();
            throw e;
        }
    }

    @Override
    protected FittedDetector load(FoundationModel weights, ModelReader model, Options options) {
        weights.require(name(), "clip", List.of(VARIANT));
        return Opening.of(opening -> {
            InCtrlNetworks networks = opening.keep(InCtrlNetworks.of(weights), InCtrlNetworks::close);
            return new FittedInCtrl(
                    weights,
                    networks,
                    TextAnchors.read(model),
                    opening.keep(SamplePrompts.read(model, options), SamplePrompts::close),
                    References.read(model, networks.input()),
                    NormalRanges.read(model),
                    model.provenance());
        });
    }
}

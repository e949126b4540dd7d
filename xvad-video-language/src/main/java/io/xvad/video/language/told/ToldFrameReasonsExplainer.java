package io.xvad.video.language.told;

import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.stream.TellsFrameReasons;
import io.xvad.core.stream.TellsFrameReasons.FrameReason;
import io.xvad.language.check.EvidenceCheck;
import io.xvad.language.check.Surroundings;
import io.xvad.language.toldreasons.ToldEvidence;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells the reasons that a language model gave for the most anomalous moment of a clip, each with the model's name, the prompt and how it stands after {@linkplain EvidenceCheck checks}. The model is asked again about
 * the frame of that moment alone, with the place that it points at filled with what surrounds it, and with a control: what it said of a movement cannot be checked so, and comes out unsupported or unchecked.
 *
 * <p>Checking scores three clips of one frame for each reason with a place, which takes the questions that the detector asks about one.
 */
public final class ToldFrameReasonsExplainer implements Explainer {

    /** Whether reasons are checked. */
    public static final OptionSpec<Boolean> CHECK = OptionSpec.flag(
            "check",
            true,
            "Whether the model is asked again about the frame, with a place as its surroundings, to check its reasons");

    private static final int SHOWN_OF_A_DIGEST = 12;

    @Override
    public String name() {
        return "told-frame-reasons";
    }

    @Override
    public String description() {
        return "Tells the reasons that a language model gave for a moment of a clip, each with how it stands after checks";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(TellsFrameReasons.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(CHECK, ToldEvidence.MARGIN, ToldEvidence.DROP);
    }

    /** For each answer a rule with the numbers, and a statement that rests on it. */
    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Clip clip = sample.requireClip();
        EvidenceCheck check = new EvidenceCheck(
                edited -> fitted.detect(Clip.of(edited.id(), List.of(edited), clip.framesPerSecond()))
                        .score(),
                Surroundings::fill,
                request.options().get(ToldEvidence.MARGIN));
        List<Evidence> evidence = ToldEvidence.of(
                        check, CHECK, request.options(), detection.verdict().decision(), name())
                .evidence(fitted.capability(TellsFrameReasons.class).orElseThrow().reasons(clip).stream()
                        .map(reason -> reason(reason, clip))
                        .toList());
        return evidence.isEmpty() ? List.of(new Statement("There is no reason to tell.", List.of(), name())) : evidence;
    }

    private static ToldEvidence.Reason reason(FrameReason reason, Clip clip) {
        String about = String.format(
                Locale.ROOT,
                " about %.1f s, prompt %s",
                clip.timestamp(reason.frame()),
                reason.prompt().substring(0, SHOWN_OF_A_DIGEST));
        return new ToldEvidence.Reason(reason.told(), clip.frames().get(reason.frame()), about);
    }
}

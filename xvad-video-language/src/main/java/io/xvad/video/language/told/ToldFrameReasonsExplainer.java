package io.xvad.video.language.told;

import io.xvad.core.Clip;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.stream.TellsFrameReasons;
import io.xvad.core.stream.TellsFrameReasons.FrameReason;
import io.xvad.language.check.Checked;
import io.xvad.language.check.Claim;
import io.xvad.language.check.EvidenceCheck;
import io.xvad.language.check.Support;
import io.xvad.language.check.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the reasons that a language model gave for the most anomalous moment of a clip, each with the model's name, the prompt and how it stands after {@linkplain EvidenceCheck checks}. The model is asked again about
 * the frame of that moment alone, with the place that it points at filled with what surrounds it, and with a control: what it said of a movement cannot be checked so, and comes out unsupported or unchecked.
 *
 * <p>Checking scores three clips of one frame for each reason with a place, which takes the questions that the detector asks about one.
 */
public final class ToldFrameReasonsExplainer implements Explainer {

    private static final Logger LOG = LoggerFactory.getLogger(ToldFrameReasonsExplainer.class);

    /** Whether reasons are checked. */
    public static final OptionSpec<Boolean> CHECK = OptionSpec.flag(
            "check",
            true,
            "Whether the model is asked again about the frame, with a place as its surroundings, to check its reasons");

    /** By how much the score must fall. */
    public static final OptionSpec<Double> MARGIN = OptionSpec.decimal(
            "margin",
            0.1,
            0.001,
            1,
            "By how much more than elsewhere the score must fall for a reason to count as supported");

    /** Whether reasons that are not borne out are left out. */
    public static final OptionSpec<Boolean> DROP =
            OptionSpec.flag("drop-unsupported", false, "Whether unsupported and contradicted reasons are left out");

    private static final String RULE = "what the model says is borne out by what was measured";
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
        return List.of(CHECK, MARGIN, DROP);
    }

    /** For each answer a rule with the numbers, and a statement that rests on it. */
    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Clip clip = sample.requireClip();
        List<FrameReason> told =
                fitted.capability(TellsFrameReasons.class).orElseThrow().reasons(clip);
        List<Claim> claims = told.stream().map(ToldFrameReasonsExplainer::claim).toList();
        EvidenceCheck check = new EvidenceCheck(
                edited -> fitted.detect(Clip.of(edited.id(), List.of(edited), clip.framesPerSecond()))
                        .score(),
                Surroundings::fill,
                request.options().get(MARGIN));
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            Claim claim = request.options().get(CHECK) ? claims.get(i) : withoutPlace(claims.get(i));
            Image frame = clip.frames().get(told.get(i).frame());
            Checked checked =
                    checked(check, claim, frame, claims, detection.verdict().decision());
            boolean fails = checked.support() == Support.UNSUPPORTED || checked.support() == Support.CONTRADICTED;
            if (!fails || !request.options().get(DROP)) {
                evidence.add(new RuleTrace(RULE, facts(told.get(i), checked, clip), fails));
                evidence.add(new Statement(words(told.get(i), checked), List.of(evidence.size() - 1), name()));
            }
        }
        if (evidence.isEmpty()) {
            evidence.add(new Statement("There is no reason to tell.", List.of(), name()));
        }
        return evidence;
    }

    private static Claim claim(FrameReason reason) {
        return new Claim(
                reason.told().anomalous(), reason.told().score(), reason.told().place());
    }

    /** As a claim without a place where the answers about the changed frames cannot be read. */
    private static Checked checked(
            EvidenceCheck check, Claim claim, Image frame, List<Claim> answers, Decision decision) {
        try {
            return check.check(claim, frame, answers, Optional.empty(), decision);
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: a reason stays unchecked: {}", frame.id(), e.getMessage());
            return check.check(withoutPlace(claim), frame, answers, Optional.empty(), decision);
        }
    }

    private static Claim withoutPlace(Claim claim) {
        return new Claim(claim.anomalous(), claim.score(), Optional.empty());
    }

    private static List<String> facts(FrameReason reason, Checked checked, Clip clip) {
        List<String> facts = new ArrayList<>();
        facts.add(String.format(
                Locale.ROOT,
                "answer %d of %s about %.1f s, prompt %s: %s, score %.2f",
                reason.told().sample() + 1,
                reason.told().model().isEmpty() ? "the model" : reason.told().model(),
                clip.timestamp(reason.frame()),
                reason.prompt().substring(0, SHOWN_OF_A_DIGEST),
                reason.told().anomalous() ? "anomalous" : "normal",
                reason.told().score()));
        facts.addAll(checked.facts());
        return facts;
    }

    private static String words(FrameReason reason, Checked checked) {
        String model = reason.told().model().isEmpty()
                ? "The model"
                : "The model " + reason.told().model();
        return model + " says: \"" + reason.told().text().strip() + "\" ("
                + checked.support().name().toLowerCase(Locale.ROOT) + ")";
    }
}

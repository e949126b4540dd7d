package io.xvad.language.toldreasons;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.TellsReasons;
import io.xvad.core.capability.TellsReasons.Told;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import io.xvad.language.check.Checked;
import io.xvad.language.check.Claim;
import io.xvad.language.check.EvidenceCheck;
import io.xvad.language.check.NormalContent;
import io.xvad.language.check.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the reasons that a language model gave for its verdict, each with the model's name and how it stands after {@linkplain EvidenceCheck checks}. The model is asked again about the image with the
 * place as it would be normally, and with a control. A reason without a place stays unchecked, and so does one of which the answers about these two images cannot be read.
 *
 * <p>Checking costs two more questions for each reason with a place, each with as many answers as the detector's option {@code samples} says: as there is a reason for each sample, up to 2 x samples x samples calls for
 * an image.
 */
public final class ToldReasonsExplainer implements Explainer {

    private static final Logger LOG = LoggerFactory.getLogger(ToldReasonsExplainer.class);

    /** Whether reasons are checked. */
    public static final OptionSpec<Boolean> CHECK = OptionSpec.flag(
            "check",
            true,
            "Whether the model is asked again, with a place as it would be normally, to check its reasons");

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

    @Override
    public String name() {
        return "told-reasons";
    }

    @Override
    public String description() {
        return "Tells the reasons that a language model gave, each with how it stands after checks";
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(TellsReasons.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(CHECK, MARGIN, DROP);
    }

    /** For each answer a rule with the numbers, and a statement that rests on it. */
    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        List<Told> told = fitted.capability(TellsReasons.class).orElseThrow().reasons(image);
        List<Claim> claims = told.stream().map(ToldReasonsExplainer::claim).toList();
        EvidenceCheck check = new EvidenceCheck(
                edited -> fitted.detect(edited).score(),
                NormalContent.of(fitted),
                request.options().get(MARGIN));
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            Claim claim = request.options().get(CHECK) ? claims.get(i) : withoutPlace(claims.get(i));
            Checked checked =
                    checked(check, claim, image, claims, detection.verdict().decision());
            boolean fails = checked.support() == Support.UNSUPPORTED || checked.support() == Support.CONTRADICTED;
            if (!fails || !request.options().get(DROP)) {
                evidence.add(new RuleTrace(RULE, facts(told.get(i), checked), fails));
                evidence.add(new Statement(words(told.get(i), checked), List.of(evidence.size() - 1), name()));
            }
        }
        return evidence;
    }

    private static Claim claim(Told told) {
        return new Claim(told.anomalous(), told.score(), told.place());
    }

    /** As a claim without a place where the answers about the changed images cannot be read. */
    private static Checked checked(
            EvidenceCheck check, Claim claim, Image image, List<Claim> answers, Decision decision) {
        try {
            return check.check(claim, image, answers, Optional.empty(), decision);
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: a reason stays unchecked: {}", image.id(), e.getMessage());
            return check.check(withoutPlace(claim), image, answers, Optional.empty(), decision);
        }
    }

    private static Claim withoutPlace(Claim claim) {
        return new Claim(claim.anomalous(), claim.score(), Optional.empty());
    }

    private static List<String> facts(Told told, Checked checked) {
        List<String> facts = new ArrayList<>();
        facts.add(String.format(
                Locale.ROOT,
                "answer %d of %s: %s, score %.2f",
                told.sample() + 1,
                told.model().isEmpty() ? "the model" : told.model(),
                told.anomalous() ? "anomalous" : "normal",
                told.score()));
        facts.addAll(checked.facts());
        return facts;
    }

    private static String words(Told told, Checked checked) {
        String model = told.model().isEmpty() ? "The model" : "The model " + told.model();
        return model + " says: \"" + told.text().strip() + "\" ("
                + checked.support().name().toLowerCase(Locale.ROOT) + ")";
    }
}

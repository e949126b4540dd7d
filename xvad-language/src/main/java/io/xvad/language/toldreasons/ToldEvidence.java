package io.xvad.language.toldreasons;

import io.xvad.core.Decision;
import io.xvad.core.Image;
import io.xvad.core.capability.TellsReasons.Told;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.language.check.Checked;
import io.xvad.language.check.Claim;
import io.xvad.language.check.EvidenceCheck;
import io.xvad.language.check.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a language model gave as its reasons, as evidence: for each answer a rule with the numbers of its check, and a statement that rests on it. Immutable.
 *
 * @param check asks again
 * @param asked whether the model is asked again; else a reason is compared with the other answers and the decision alone
 * @param dropped whether unsupported and contradicted reasons are left out
 * @param decision of the detector
 * @param producer name of the explainer
 */
public record ToldEvidence(EvidenceCheck check, boolean asked, boolean dropped, Decision decision, String producer) {

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

    private static final Logger LOG = LoggerFactory.getLogger(ToldEvidence.class);

    private static final String RULE = "what the model says is borne out by what was measured";

    /**
     * A reason and what it was told about.
     *
     * @param told by the model
     * @param image that it is about
     * @param about what else its answer was about, such as a time and a prompt; empty for nothing
     */
    public record Reason(Told told, Image image, String about) {

        Claim claim() {
            return new Claim(told.anomalous(), told.score(), told.place());
        }
    }

    /** As the options say. */
    public static ToldEvidence of(
            EvidenceCheck check, OptionSpec<Boolean> asked, Options options, Decision decision, String producer) {
        return new ToldEvidence(check, options.get(asked), options.get(DROP), decision, producer);
    }

    /** For each reason its rule and its statement. */
    public List<Evidence> evidence(List<Reason> reasons) {
        List<Claim> answers = reasons.stream().map(Reason::claim).toList();
        List<Evidence> evidence = new ArrayList<>();
        for (Reason reason : reasons) {
            Claim claim = asked ? reason.claim() : withoutPlace(reason.claim());
            Checked checked = checked(claim, reason.image(), answers);
            boolean fails = checked.support() == Support.UNSUPPORTED || checked.support() == Support.CONTRADICTED;
            if (!fails || !dropped) {
                evidence.add(new RuleTrace(RULE, facts(reason, checked), fails));
                evidence.add(new Statement(words(reason.told(), checked), List.of(evidence.size() - 1), producer));
            }
        }
        return evidence;
    }

    /** As a claim without a place where the answers about the changed images cannot be read. */
    private Checked checked(Claim claim, Image image, List<Claim> answers) {
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

    private static List<String> facts(Reason reason, Checked checked) {
        Told told = reason.told();
        List<String> facts = new ArrayList<>();
        facts.add(String.format(
                Locale.ROOT,
                "answer %d of %s%s: %s, score %.2f",
                told.sample() + 1,
                told.model().isEmpty() ? "the model" : told.model(),
                reason.about(),
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

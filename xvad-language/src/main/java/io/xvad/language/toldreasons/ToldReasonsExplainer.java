package io.xvad.language.toldreasons;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.TellsReasons;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.option.OptionSpec;
import io.xvad.language.check.EvidenceCheck;
import io.xvad.language.check.NormalContent;
import java.util.List;
import java.util.Set;

/**
 * Tells the reasons that a language model gave for its verdict, each with the model's name and how it stands after {@linkplain EvidenceCheck checks}. The model is asked again about the image with the
 * place as it would be normally, and with a control. A reason without a place stays unchecked, and so does one of which the answers about these two images cannot be read.
 *
 * <p>Checking costs two more questions for each reason with a place, each with as many answers as the detector's option {@code samples} says: as there is a reason for each sample, up to 2 x samples x samples calls for
 * an image.
 */
public final class ToldReasonsExplainer implements Explainer {

    /** Whether reasons are checked. */
    public static final OptionSpec<Boolean> CHECK = OptionSpec.flag(
            "check",
            true,
            "Whether the model is asked again, with a place as it would be normally, to check its reasons");

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
        return List.of(CHECK, ToldEvidence.MARGIN, ToldEvidence.DROP);
    }

    /** For each answer a rule with the numbers, and a statement that rests on it. */
    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        EvidenceCheck check = new EvidenceCheck(
                edited -> fitted.detect(edited).score(),
                NormalContent.of(fitted),
                request.options().get(ToldEvidence.MARGIN));
        return ToldEvidence.of(
                        check, CHECK, request.options(), detection.verdict().decision(), name())
                .evidence(fitted.capability(TellsReasons.class).orElseThrow().reasons(image).stream()
                        .map(told -> new ToldEvidence.Reason(told, image, ""))
                        .toList());
    }
}

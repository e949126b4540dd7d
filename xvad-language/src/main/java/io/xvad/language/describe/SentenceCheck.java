package io.xvad.language.describe;

import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.detect.FittedDetector;
import io.xvad.language.check.Checked;
import io.xvad.language.check.Claim;
import io.xvad.language.check.Counter;
import io.xvad.language.check.EvidenceCheck;
import io.xvad.language.check.NormalContent;
import io.xvad.language.check.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a sentence stands after all checks.
 *
 * @param support contradicted or unsupported if any check says so, else supported if any does, else unchecked
 * @param findings the numbers, in words
 */
record SentenceCheck(Support support, List<String> findings) {

    private static final Logger LOG = LoggerFactory.getLogger(SentenceCheck.class);

    SentenceCheck {
        findings = List.copyOf(findings);
    }

    /**
     * Checks a sentence against the facts that it cites, against the number of flagged regions, against the decision, and, if wanted, by asking the model whether it sees the same with the cited place as it would be
     * normally.
     *
     * @param seen asks the model; empty for not asking
     * @param margin by how much more than elsewhere the answer must fall
     */
    static SentenceCheck of(
            Said said,
            Facts facts,
            FittedDetector fitted,
            Image image,
            Detection detection,
            Optional<Seen> seen,
            double margin) {
        FactCheck compared = FactCheck.of(said, facts);
        EvidenceCheck check = new EvidenceCheck(
                edited -> seen.orElseThrow().share(said.text(), edited),
                NormalContent.of(fitted),
                margin,
                Optional.of(counter(detection)));
        boolean ask = seen.isPresent()
                && (compared.support() == Support.SUPPORTED || compared.support() == Support.UNCHECKED);
        Checked checked =
                checked(check, claim(said, ask ? place(said, facts, image) : Optional.empty()), image, detection);
        List<String> findings = new ArrayList<>(compared.findings());
        findings.addAll(checked.tests());
        return new SentenceCheck(weakest(compared.support(), checked.support()), findings);
    }

    private static Claim claim(Said said, Optional<Mask> place) {
        return new Claim(!said.normal(), said.normal() ? 0 : 1, place, said.count());
    }

    private static Optional<Mask> place(Said said, Facts facts, Image image) {
        List<Box> boxes = facts.cited(said.restsOn()).stream()
                .flatMap(fact -> fact.place().stream())
                .toList();
        return boxes.isEmpty() ? Optional.empty() : Optional.of(Pictures.mask(boxes, image));
    }

    /** All flagged regions, which are the connected components above the threshold of the map, wherever the sentence points. */
    private static Counter counter(Detection detection) {
        OptionalInt flagged = detection.regions().isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(detection.regions().size());
        return (claim, image) -> flagged;
    }

    /** Without a place where the answers about changed images cannot be read. */
    private static Checked checked(EvidenceCheck check, Claim claim, Image image, Detection detection) {
        try {
            return check.check(
                    claim,
                    image,
                    List.of(claim),
                    Optional.empty(),
                    detection.verdict().decision());
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: a sentence is not asked about again: {}", image.id(), e.getMessage());
            Claim bare = new Claim(claim.anomalous(), claim.score(), Optional.empty(), claim.count());
            return check.check(
                    bare,
                    image,
                    List.of(bare),
                    Optional.empty(),
                    detection.verdict().decision());
        }
    }

    private static Support weakest(Support one, Support other) {
        for (Support support : List.of(Support.CONTRADICTED, Support.UNSUPPORTED, Support.SUPPORTED)) {
            if (one == support || other == support) {
                return support;
            }
        }
        return Support.UNCHECKED;
    }

    /** Whether it failed a check. */
    boolean fails() {
        return support == Support.UNSUPPORTED || support == Support.CONTRADICTED;
    }
}

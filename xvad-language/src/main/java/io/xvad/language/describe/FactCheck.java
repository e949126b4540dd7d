package io.xvad.language.describe;

import io.xvad.language.check.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Compares a sentence with the facts that it cites, without asking anybody.
 *
 * @param support contradicted if it says the opposite of a cited fact or another number than was measured; unsupported if it cites no fact, or says what none of the cited ones holds;
 *     supported if it makes claims and all agree; else unchecked
 * @param findings what was found, in words
 */
record FactCheck(Support support, List<String> findings) {

    private static final double TOLERANCE = 0.05;

    FactCheck {
        findings = List.copyOf(findings);
    }

    static FactCheck of(Said said, Facts facts) {
        List<Fact> cited = facts.cited(said.restsOn());
        if (cited.isEmpty()) {
            return new FactCheck(Support.UNSUPPORTED, List.of("it cites nothing that was measured"));
        }
        List<String> wrong = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        said.restsOn().stream()
                .filter(id -> cited.stream().noneMatch(fact -> fact.id().equals(id)))
                .sorted()
                .forEach(id -> missing.add("it cites " + id + ", which there is not"));
        said.claims().forEach(claim -> compare(claim, cited, wrong, missing));
        DirectionWords.in(said.text()).forEach(word -> compare(word, cited, wrong, missing));
        WrittenNumbers.unknown(said.text(), () -> numbers(said, cited, facts))
                .forEach(number -> missing.add("the number " + number + " is in none of the facts that it cites"));
        List<String> findings = new ArrayList<>(wrong);
        findings.addAll(missing);
        if (!wrong.isEmpty()) {
            return new FactCheck(Support.CONTRADICTED, findings);
        }
        if (!missing.isEmpty()) {
            return new FactCheck(Support.UNSUPPORTED, findings);
        }
        return said.claims().isEmpty()
                ? new FactCheck(Support.UNCHECKED, List.of())
                : new FactCheck(
                        Support.SUPPORTED,
                        List.of("what it says of " + said.claims().size() + " measured values agrees with them"));
    }

    /** Those of the cited facts, and the number of flagged regions where the sentence speaks of it and they were counted. */
    private static DoubleStream numbers(Said said, List<Fact> cited, Facts facts) {
        DoubleStream ofFacts = cited.stream().flatMapToDouble(Fact::numbers);
        return said.count().isEmpty() ? ofFacts : DoubleStream.concat(ofFacts, facts.flaggedRegions().stream());
    }

    private static void compare(Said.Claimed claim, List<Fact> cited, List<String> wrong, List<String> missing) {
        cited.stream()
                .filter(fact -> fact.id().equals(claim.fact()))
                .flatMap(fact -> fact.property(claim.property()).stream())
                .findFirst()
                .ifPresentOrElse(
                        measured -> compare(claim, measured, wrong, missing),
                        () -> missing.add(
                                "it cites no fact " + claim.fact() + " with a property '" + claim.property() + "'"));
    }

    private static void compare(Said.Claimed claim, Measured measured, List<String> wrong, List<String> missing) {
        Measured.Direction direction = measured.direction();
        if (claim.direction() != Measured.Direction.UNKNOWN && direction == Measured.Direction.UNKNOWN) {
            missing.add("what is normal of " + claim.property() + " of " + claim.fact() + " is not known");
        } else if (claim.direction() != Measured.Direction.UNKNOWN && claim.direction() != direction) {
            wrong.add(claim.property() + " of " + claim.fact() + " is " + lower(direction) + ", not "
                    + lower(claim.direction()));
        }
        if (Math.abs(number(claim, measured) - measured.value()) > TOLERANCE * Math.abs(measured.value())) {
            wrong.add(String.format(
                    Locale.ROOT,
                    "%s of %s is %.4g, not %.4g",
                    claim.property(),
                    claim.fact(),
                    measured.value(),
                    claim.number()));
        }
    }

    /** "0.2 less" may stand for a difference of -0.2. */
    private static double number(Said.Claimed claim, Measured measured) {
        boolean isLess = claim.direction() == Measured.Direction.LESS && measured.value() < 0;
        return isLess ? -Math.abs(claim.number()) : claim.number();
    }

    private static void compare(DirectionWords.Word word, List<Fact> cited, List<String> wrong, List<String> missing) {
        List<Measured> measured = cited.stream()
                .flatMap(fact -> fact.measured().stream())
                .filter(one -> word.properties().contains(one.property()))
                .filter(one -> one.direction() != Measured.Direction.UNKNOWN)
                .toList();
        if (measured.isEmpty()) {
            missing.add("'" + word.word() + "' is measured by none of the facts that it cites");
        } else if (measured.stream().noneMatch(one -> one.direction() == word.direction())) {
            wrong.add("it says '" + word.word() + "', and " + measured.get(0).property() + " was measured as "
                    + lower(measured.get(0).direction()));
        }
    }

    private static String lower(Measured.Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }
}

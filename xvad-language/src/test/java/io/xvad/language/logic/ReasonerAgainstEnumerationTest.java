package io.xvad.language.logic;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.language.logic.Conclusion.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small random specifications and facts, decided by looking at every model of all their atoms. */
class ReasonerAgainstEnumerationTest {

    private static final int CASES = 1_000;
    private static final List<String> THINGS = List.of("a", "b");
    private static final List<String> VALUES = List.of("0", "1", "2");
    private static final List<Predicate> PREDICATES = List.of(
            new Predicate("count", 2, true, Optional.of("0"), ""),
            new Predicate("left", 2, true, Optional.of("0"), ""),
            new Predicate("color", 2, true, Optional.empty(), ""));
    private static final List<Literal> ATOMS = atoms();
    private static final int[] FUNCTIONAL = IntStream.range(0, 1 << ATOMS.size())
            .filter(ReasonerAgainstEnumerationTest::isFunctional)
            .toArray();

    private static List<Literal> atoms() {
        List<Literal> atoms = new ArrayList<>();
        for (Predicate predicate : PREDICATES) {
            for (String thing : THINGS) {
                VALUES.forEach(value -> atoms.add(new Literal(predicate.name(), List.of(thing, value), false)));
            }
        }
        return atoms;
    }

    private static Clause random(Random random) {
        List<Literal> literals = new ArrayList<>();
        int size = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            Literal atom = ATOMS.get(random.nextInt(ATOMS.size()));
            literals.add(new Literal(atom.predicate(), atom.arguments(), random.nextInt(3) == 0));
        }
        return new Clause(literals);
    }

    private static List<Clause> clauses(Random random, int most) {
        return IntStream.range(0, 1 + random.nextInt(most))
                .mapToObj(i -> random(random))
                .toList();
    }

    /** A model is a set of atoms, as bits. */
    private static boolean holds(Clause clause, int model) {
        return clause.literals().stream()
                .anyMatch(literal -> (model >> ATOMS.indexOf(literal.positive()) & 1) == (literal.negated() ? 0 : 1));
    }

    private static boolean allHold(List<Clause> clauses, int model) {
        return clauses.stream().allMatch(clause -> holds(clause, model));
    }

    /** One value at most for each thing: 3 neighbouring bits. */
    private static boolean isFunctional(int model) {
        return IntStream.range(0, ATOMS.size() / 3).allMatch(i -> Integer.bitCount(model >> 3 * i & 7) <= 1);
    }

    private static boolean names(List<Clause> clauses, Set<String> predicates, String thing) {
        return clauses.stream()
                .flatMap(clause -> clause.literals().stream())
                .anyMatch(literal -> predicates.contains(literal.predicate())
                        && literal.arguments().get(0).equals(thing));
    }

    private static List<Clause> absent(List<Clause> said, List<Clause> others) {
        List<Clause> absent = new ArrayList<>();
        for (String thing : THINGS) {
            for (String closed : List.of("count", "left")) {
                if (names(said, Set.of(closed), thing) && !names(others, Set.of("count", "left", "color"), thing)) {
                    absent.add(new Clause(List.of(new Literal(closed, List.of(thing, "0"), false))));
                }
            }
        }
        return absent;
    }

    private static Kind enumerated(List<Clause> specification, List<Clause> facts) {
        List<Clause> known = new ArrayList<>(facts);
        known.addAll(absent(specification, facts));
        List<Clause> demanded = new ArrayList<>(specification);
        demanded.addAll(absent(facts, specification));
        int[] models =
                IntStream.of(FUNCTIONAL).filter(model -> allHold(known, model)).toArray();
        if (models.length == 0) {
            return Kind.UNDECIDED;
        }
        long normal =
                IntStream.of(models).filter(model -> allHold(demanded, model)).count();
        return normal == 0 ? Kind.CONTRADICTION : normal == models.length ? Kind.ENTAILED : Kind.UNDECIDED;
    }

    private static boolean isSatisfiable(List<Clause> clauses) {
        return IntStream.of(FUNCTIONAL).anyMatch(model -> allHold(clauses, model));
    }

    private static String text(List<Clause> clauses) {
        StringBuilder text = new StringBuilder();
        PREDICATES.forEach(predicate -> text.append(predicate).append('\n'));
        clauses.forEach(clause -> text.append(clause).append('\n'));
        return text.toString();
    }

    @Test
    void theReasonerDecidesAsTheModelsDo() {
        Random random = new Random(20_260);
        Map<Kind, Integer> seen = new EnumMap<>(Kind.class);
        for (int i = 0; i < CASES; i++) {
            List<Clause> clauses = clauses(random, 3);
            while (!isSatisfiable(clauses)) {
                clauses = clauses(random, 3);
            }
            List<Clause> facts = clauses(random, 6);
            Specification specification = Specification.parse(text(clauses));
            List<String> texts = facts.stream().map(Clause::toString).toList();
            Conclusion conclusion = Reasoner.conclude(specification, FactBase.parse(texts, specification));
            Kind expected = enumerated(clauses, facts);
            assertThat(conclusion.kind()).as("%s against %s", facts, clauses).isEqualTo(expected);
            seen.merge(expected, 1, Integer::sum);
        }
        assertThat(seen.values()).hasSize(3).allMatch(count -> count > 50);
    }
}

package io.xvad.language.logic;

import io.xvad.language.logic.Conclusion.Kind;
import io.xvad.language.logic.Conclusion.Rule;
import io.xvad.language.logic.Conclusion.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides whether facts contradict a specification, exactly: a search of all models of ground clauses with unique names, functional predicates, and closed ones. A thing that the facts do not name, with
 * any predicate, has the absent value of each closed predicate that the specification uses of it; and the specification demands that value of a thing that it does not name, where the facts use such a predicate of it. Not thread-safe.
 */
public final class Reasoner {

    private static final String ABSENT = " (nothing is said of it)";

    private final Specification specification;
    private final List<Clause> facts;
    private final List<Clause> absent;
    private final List<Clause> implied;
    private final List<Clause> known;
    private final List<Clause> demanded;
    private final Grounding grounding;

    private Reasoner(Specification specification, FactBase base) {
        this.specification = specification;
        this.facts = List.copyOf(new LinkedHashSet<>(base.facts()));
        this.absent = defaults(specification.clauses(), facts);
        this.implied = defaults(facts, specification.clauses());
        this.known = joined(facts, absent);
        this.demanded = joined(specification.clauses(), implied);
        this.grounding = Grounding.of(specification.vocabulary(), joined(known, demanded));
    }

    /** What follows. */
    public static Conclusion conclude(Specification specification, FactBase facts) {
        return new Reasoner(specification, facts).conclusion();
    }

    /** The absent values of things of which these clauses use closed predicates and which the others do not name. */
    private List<Clause> defaults(List<Clause> said, List<Clause> others) {
        Set<List<String>> named = others.stream()
                .flatMap(clause -> clause.literals().stream())
                .map(Literal::subject)
                .collect(Collectors.toSet());
        Set<Clause> defaults = new LinkedHashSet<>();
        for (Clause clause : said) {
            for (Literal literal : clause.literals()) {
                Optional<String> value = Optional.ofNullable(
                                specification.vocabulary().predicates().get(literal.predicate()))
                        .flatMap(Predicate::absent);
                if (value.isPresent() && !named.contains(literal.subject())) {
                    List<String> arguments = new ArrayList<>(literal.subject());
                    arguments.add(value.get());
                    defaults.add(new Clause(List.of(new Literal(literal.predicate(), arguments, false))));
                }
            }
        }
        return List.copyOf(defaults);
    }

    private static List<Clause> joined(List<Clause> one, List<Clause> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private Conclusion conclusion() {
        if (!grounding.isSatisfiable(known)) {
            List<String> conflict = words(grounding.core(List.of(), known));
            return new Conclusion(Kind.UNDECIDED, rules(this::open), conflict);
        }
        List<Clause> together = together();
        List<Rule> rules = rules(clause -> rule(clause, together));
        boolean broken = rules.stream().anyMatch(rule -> rule.standing() == Standing.BROKEN);
        boolean open = rules.stream().anyMatch(rule -> rule.standing() == Standing.OPEN);
        return new Conclusion(broken ? Kind.CONTRADICTION : open ? Kind.UNDECIDED : Kind.ENTAILED, rules, List.of());
    }

    /** Clauses that the facts forbid together though each could hold alone; none if there is one that they forbid alone. */
    private List<Clause> together() {
        boolean alone = demanded.stream().anyMatch(this::isForbidden);
        return alone || grounding.isSatisfiable(joined(known, demanded)) ? List.of() : grounding.core(known, demanded);
    }

    private boolean isForbidden(Clause clause) {
        return !grounding.isSatisfiable(joined(known, List.of(clause)));
    }

    private List<Rule> rules(Function<Clause, Rule> rule) {
        return demanded.stream()
                .map(rule)
                .sorted(Comparator.comparing(Rule::standing))
                .toList();
    }

    private Rule open(Clause clause) {
        return new Rule(clause, implied.contains(clause), Standing.OPEN, List.of());
    }

    /** Broken if the facts alone forbid it, or if it is one of the clauses that they forbid together. */
    private Rule rule(Clause clause, List<Clause> together) {
        boolean isImplied = implied.contains(clause);
        if (isForbidden(clause)) {
            return new Rule(clause, isImplied, Standing.BROKEN, words(grounding.core(List.of(clause), known)));
        }
        if (together.contains(clause)) {
            List<String> because = new ArrayList<>(words(grounding.core(together, known)));
            together.stream().filter(other -> !other.equals(clause)).forEach(other -> because.add("with: " + other));
            return new Rule(clause, isImplied, Standing.BROKEN, because);
        }
        Standing standing = grounding.entails(known, clause) ? Standing.KEPT : Standing.OPEN;
        return new Rule(clause, isImplied, standing, List.of());
    }

    private List<String> words(List<Clause> clauses) {
        return clauses.stream()
                .map(clause -> clause + (absent.contains(clause) ? ABSENT : ""))
                .toList();
    }
}

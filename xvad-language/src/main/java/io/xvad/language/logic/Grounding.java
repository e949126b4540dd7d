package io.xvad.language.logic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Clauses as numbers: each atom is a variable, and of a functional predicate no two values hold of one thing. Names that differ mean different things. Immutable.
 */
final class Grounding {

    private final Map<Literal, Integer> variables;
    private final List<int[]> functional;

    private Grounding(Map<Literal, Integer> variables, List<int[]> functional) {
        this.variables = variables;
        this.functional = functional;
    }

    /** Of all atoms of these clauses. */
    static Grounding of(Vocabulary vocabulary, Collection<Clause> clauses) {
        Map<Literal, Integer> variables = new LinkedHashMap<>();
        for (Clause clause : clauses) {
            for (Literal literal : clause.literals()) {
                variables.putIfAbsent(literal.positive(), variables.size() + 1);
            }
        }
        return new Grounding(variables, functional(vocabulary, variables));
    }

    private static List<int[]> functional(Vocabulary vocabulary, Map<Literal, Integer> variables) {
        Map<List<Object>, List<Integer>> values = new HashMap<>();
        List<int[]> clauses = new ArrayList<>();
        variables.forEach((atom, variable) -> {
            Predicate predicate = vocabulary.predicates().get(atom.predicate());
            if (predicate != null && predicate.functional()) {
                List<Integer> others =
                        values.computeIfAbsent(List.of(atom.predicate(), atom.subject()), any -> new ArrayList<>());
                others.forEach(other -> clauses.add(new int[] {-other, -variable}));
                others.add(variable);
            }
        });
        return clauses;
    }

    /** Whether clauses of these atoms can hold at once. */
    boolean isSatisfiable(Collection<Clause> clauses) {
        List<int[]> numbers = new ArrayList<>(functional);
        clauses.forEach(clause -> numbers.add(numbers(clause)));
        return Satisfiability.of(variables.size(), numbers);
    }

    /** Whether clauses of these atoms make a further one hold. */
    boolean entails(Collection<Clause> clauses, Clause conclusion) {
        List<Clause> refuting = new ArrayList<>(clauses);
        for (Literal literal : conclusion.literals()) {
            refuting.add(
                    new Clause(List.of(new Literal(literal.predicate(), literal.arguments(), !literal.negated()))));
        }
        return !isSatisfiable(refuting);
    }

    private int[] numbers(Clause clause) {
        return clause.literals().stream()
                .mapToInt(literal -> {
                    int variable = variables.getOrDefault(literal.positive(), 0);
                    return literal.negated() ? -variable : variable;
                })
                .toArray();
    }

    /** Of clauses that cannot hold beside the fixed ones, a part that cannot either, from which nothing can be left out. */
    List<Clause> core(Collection<Clause> fixed, List<Clause> clauses) {
        List<Clause> core = new ArrayList<>(clauses);
        for (Clause clause : clauses) {
            List<Clause> without = new ArrayList<>(core);
            without.remove(clause);
            List<Clause> all = new ArrayList<>(fixed);
            all.addAll(without);
            if (!isSatisfiable(all)) {
                core = without;
            }
        }
        return core;
    }
}

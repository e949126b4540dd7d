package io.xvad.language.logic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Predicates, and names that mean the same. Names that differ and are not said to mean the same mean different things. Immutable.
 *
 * @param predicates by name, in the order of their declaration
 * @param synonyms for a name the one it is replaced by
 */
record Vocabulary(Map<String, Predicate> predicates, Map<String, String> synonyms) {

    Vocabulary {
        predicates = new LinkedHashMap<>(predicates);
        synonyms = new LinkedHashMap<>(synonyms);
    }

    /**
     * The clause with the names that stand for others replaced.
     *
     * @throws IllegalArgumentException if a predicate is not declared, or has another number of arguments
     */
    Clause canonical(Clause clause) {
        return new Clause(clause.literals().stream().map(this::canonical).toList());
    }

    private Literal canonical(Literal literal) {
        Predicate predicate = predicates.get(literal.predicate());
        if (predicate == null) {
            throw new IllegalArgumentException("there is no predicate '" + literal.predicate() + "'; there are "
                    + new TreeSet<>(predicates.keySet()));
        }
        if (predicate.arity() != literal.arguments().size()) {
            throw new IllegalArgumentException("predicate '" + predicate.name() + "' has " + predicate.arity()
                    + " arguments, got " + literal.positive());
        }
        List<String> arguments =
                literal.arguments().stream().map(this::canonical).toList();
        return new Literal(literal.predicate(), arguments, literal.negated());
    }

    private String canonical(String name) {
        return synonyms.getOrDefault(name, name);
    }
}

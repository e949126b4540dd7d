package io.xvad.language.logic;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Literals of which at least one holds. Immutable.
 *
 * @param literals at least one
 */
public record Clause(List<Literal> literals) {

    public Clause {
        literals = List.copyOf(literals);
        if (literals.isEmpty()) {
            throw new IllegalArgumentException("a clause needs a literal");
        }
    }

    /** For example {@code color(juice, red) OR color(juice, yellow)}. */
    @Override
    public String toString() {
        return literals.stream().map(Literal::toString).collect(Collectors.joining(" OR "));
    }
}

package io.xvad.language.logic;

import java.util.List;

/**
 * That a predicate holds, or not, of some constants. Immutable.
 *
 * @param predicate its name
 * @param arguments constants, at least one
 * @param negated whether it does not hold
 */
public record Literal(String predicate, List<String> arguments, boolean negated) {

    public Literal {
        arguments = List.copyOf(arguments);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("predicate '" + predicate + "' needs an argument");
        }
    }

    /** What it is about: all arguments, or all but the last, which is its value, where there are several. */
    List<String> subject() {
        return arguments.size() == 1 ? arguments : arguments.subList(0, arguments.size() - 1);
    }

    Literal positive() {
        return new Literal(predicate, arguments, false);
    }

    /** For example {@code NOT left(orange, 2)}. */
    @Override
    public String toString() {
        return (negated ? "NOT " : "") + predicate + "(" + String.join(", ", arguments) + ")";
    }
}

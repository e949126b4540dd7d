package io.xvad.language.logic;

import java.util.Optional;

/**
 * A predicate that facts and specifications may use. Immutable.
 *
 * @param name in lower case
 * @param arity number of its arguments, at least 1
 * @param functional whether the last argument is a function of the others, so that no two values hold of one thing
 * @param absent of a closed predicate, the value of a thing of which nothing is said, for example 0; empty for an open one, where nothing said means nothing known
 * @param meaning what it says, in words
 */
public record Predicate(String name, int arity, boolean functional, Optional<String> absent, String meaning) {

    public Predicate {
        if (arity < 1 || arity > 4) {
            throw new IllegalArgumentException(
                    "predicate '" + name + "' must have from 1 to 4 arguments, got " + arity);
        }
        if (arity == 1 && (functional || absent.isPresent())) {
            throw new IllegalArgumentException("predicate '" + name
                    + "' has one argument and so no value; it can be neither functional nor closed");
        }
    }

    /** As a line of a specification. */
    @Override
    public String toString() {
        return "predicate " + name + "/" + arity + (functional ? " functional" : "")
                + absent.map(value -> " closed " + value).orElse("")
                + (meaning.isEmpty() ? "" : " # " + meaning);
    }
}

package io.xvad.language.logic;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of an image, all of which holds. Immutable.
 *
 * @param facts clauses in the names of a specification
 */
public record FactBase(List<Clause> facts) {

    private static final int MOST = 500;

    public FactBase {
        facts = List.copyOf(facts);
    }

    /**
     * Reads facts, in the form of the clauses of a specification. One that speaks of {@link Specification#IRRELEVANT} says nothing and is left out.
     *
     * @param specification whose predicates they use and whose synonyms are replaced
     * @throws IllegalArgumentException if one cannot be read, or there are more than 500
     */
    public static FactBase parse(List<String> texts, Specification specification) {
        if (texts.size() > MOST) {
            throw new IllegalArgumentException("there are " + texts.size() + " facts; " + MOST + " can be read");
        }
        List<Clause> facts = new ArrayList<>();
        for (String text : texts) {
            Clause fact = specification.vocabulary().canonical(Syntax.clause(text));
            boolean irrelevant = fact.literals().stream()
                    .anyMatch(literal -> literal.arguments().contains(Specification.IRRELEVANT));
            if (!irrelevant) {
                facts.add(fact);
            }
        }
        return new FactBase(facts);
    }
}

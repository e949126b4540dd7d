package io.xvad.language.logic;

import java.util.List;

/**
 * How facts stand to a specification. Immutable.
 *
 * @param kind what follows
 * @param rules each clause of the specification, and each that follows from a closed predicate for a thing that the specification does not name, with how the facts stand to it; broken ones first, then open ones
 * @param conflict facts that contradict each other, so that nothing follows; empty if they do not
 */
public record Conclusion(Kind kind, List<Rule> rules, List<String> conflict) {

    /** What follows from facts. */
    public enum Kind {
        /** They make every clause of the specification hold. */
        ENTAILED,
        /** They and the specification cannot both hold. */
        CONTRADICTION,
        /** They leave something open, or contradict each other. */
        UNDECIDED
    }

    /** How facts stand to one clause. */
    public enum Standing {
        /** It cannot hold beside them, and perhaps other clauses. */
        BROKEN,
        /** It may hold or not. */
        OPEN,
        /** They make it hold. */
        KEPT
    }

    /**
     * A clause with how the facts stand to it.
     *
     * @param clause that must hold
     * @param implied whether it is none of the specification's own, but follows from a predicate being closed
     * @param standing how the facts stand to it
     * @param because facts that break it, with what is taken for absent, and other clauses if it takes these too; empty if it is not broken
     */
    public record Rule(Clause clause, boolean implied, Standing standing, List<String> because) {

        public Rule {
            because = List.copyOf(because);
        }
    }

    public Conclusion {
        rules = List.copyOf(rules);
        conflict = List.copyOf(conflict);
    }
}

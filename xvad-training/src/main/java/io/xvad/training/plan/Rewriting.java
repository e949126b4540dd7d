package io.xvad.training.plan;

/** Replaces steps that ND4J is slow at by faster ones with the same results. */
final class Rewriting {

    private Rewriting() {}

    /** The same results to the bit. */
    static Program exactly(Program program) {
        Program split = Repetitions.replaced(Products.replaced(Pairs.replaced(program)));
        return Squares.replaced(Rectifiers.replaced(split)).ordered();
    }

    /** The same results but for rounding. */
    static Program of(Program program) {
        return exactly(InputConvolutions.replaced(Enlargements.replaced(program)));
    }
}

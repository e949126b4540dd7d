package io.xvad.language.logic;

import io.xvad.core.progress.Cancellation;
import java.util.List;

/**
 * Whether propositional clauses can hold at once: unit propagation and branching (Davis, Logemann and Loveland 1962). Complete.
 */
final class Satisfiability {

    private final List<int[]> clauses;

    /** Of variables from 1: 0 for not set, 1 for true, -1 for false. */
    private final int[] values;

    /** Variables in the order in which they were set. */
    private final int[] trail;

    private int set;

    private Satisfiability(int variables, List<int[]> clauses) {
        this.clauses = clauses;
        this.values = new int[variables + 1];
        this.trail = new int[variables];
    }

    /**
     * Decides clauses.
     *
     * @param variables their number
     * @param clauses of variables from 1; a negative number is a negated variable
     */
    static boolean of(int variables, List<int[]> clauses) {
        return new Satisfiability(variables, clauses).solve();
    }

    private boolean solve() {
        Cancellation.check();
        int before = set;
        if (propagate()) {
            int open = open();
            if (open == 0) {
                return true;
            }
            for (int literal : new int[] {open, -open}) {
                int branch = set;
                assign(literal);
                if (solve()) {
                    return true;
                }
                undo(branch);
            }
        }
        undo(before);
        return false;
    }

    private void assign(int literal) {
        values[Math.abs(literal)] = Integer.signum(literal);
        trail[set++] = Math.abs(literal);
    }

    private void undo(int to) {
        while (set > to) {
            values[trail[--set]] = 0;
        }
    }

    /** Sets what must be; whether no clause is broken. */
    private boolean propagate() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int[] clause : clauses) {
                int unit = unit(clause);
                if (unit == BROKEN) {
                    return false;
                }
                if (unit != NONE) {
                    assign(unit);
                    changed = true;
                }
            }
        }
        return true;
    }

    private static final int NONE = 0;
    private static final int BROKEN = Integer.MIN_VALUE;

    /** The only literal that can still fulfil a clause; none if it is fulfilled or several can. */
    private int unit(int[] clause) {
        int unit = BROKEN;
        for (int literal : clause) {
            int value = values[Math.abs(literal)] * Integer.signum(literal);
            if (value > 0) {
                return NONE;
            }
            if (value == 0) {
                if (unit != BROKEN && unit != literal) {
                    return NONE;
                }
                unit = literal;
            }
        }
        return unit;
    }

    /** A literal of a clause that is not fulfilled yet, 0 if there is none. */
    private int open() {
        for (int[] clause : clauses) {
            int first = 0;
            boolean fulfilled = false;
            for (int literal : clause) {
                int value = values[Math.abs(literal)] * Integer.signum(literal);
                fulfilled |= value > 0;
                first = first == 0 && value == 0 ? literal : first;
            }
            if (!fulfilled) {
                return first;
            }
        }
        return 0;
    }
}

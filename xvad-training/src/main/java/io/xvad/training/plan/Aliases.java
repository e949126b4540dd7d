package io.xvad.training.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/** Values that are others in another shape, by name of the value and of the one it is: they need no memory and no step; not those that are wanted, as their readers may change them. */
final class Aliases {

    private static final Set<String> SAME_ORDER = Set.of("identity", "expand_dims", "squeeze");
    private static final long C_ORDER = -'c';

    private final Map<String, String> roots = new HashMap<>();

    static Aliases of(Program program) {
        Aliases aliases = new Aliases();
        for (Step step : program.steps()) {
            if (isAlias(step, program) && !program.wanted().contains(step.output())) {
                aliases.roots.put(step.output(), aliases.root(step.input()));
            }
        }
        return aliases;
    }

    private static boolean isAlias(Step step, Program program) {
        return (SAME_ORDER.contains(step.name()) || isReshape(step))
                && program.form(step.output()).type()
                        == program.form(step.input()).type();
    }

    private static boolean isReshape(Step step) {
        if (!step.name().equals("reshape") || !(step.operation() instanceof DynamicCustomOp reshape)) {
            return false;
        }
        long[] arguments = reshape.iArgs();
        return arguments.length == 0 || arguments[0] == C_ORDER || arguments[0] >= -1;
    }

    boolean has(String name) {
        return roots.containsKey(name);
    }

    /** The value whose memory it is, possibly itself. */
    String root(String name) {
        return roots.getOrDefault(name, name);
    }
}

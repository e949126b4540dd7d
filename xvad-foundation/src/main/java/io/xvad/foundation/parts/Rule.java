package io.xvad.foundation.parts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.explain.RuleTrace;
import java.io.IOException;
import java.util.List;

/** What must hold of the parts of every normal image. */
public sealed interface Rule
        permits CountRule, AreaRatioRule, ColourCountRule, SymmetryRule, ConnectedRule, ForbiddenRule {

    /**
     * A number that was measured, and what it may be.
     *
     * @param value NaN where there is nothing to measure
     * @param allowed what it may be
     * @param fact what was measured, in words
     */
    record Measured(double value, Interval allowed, String fact) {}

    /** Names of the parts that it speaks of. */
    List<String> names();

    /** The rule in words. */
    String words();

    /** Measures what the rule speaks of. */
    Measured measure(List<Part> parts);

    /** Writes its fields into a JSON object that has begun. */
    void write(JsonGenerator json) throws IOException;

    /** Whether some parts keep it, with what was measured and what is allowed. */
    default RuleTrace check(List<Part> parts) {
        Measured found = measure(parts);
        return new RuleTrace(
                words(),
                List.of(found.fact(), "allowed: " + found.allowed()),
                !found.allowed().contains(found.value()));
    }

    /** Those of a name. */
    static List<Part> named(List<Part> parts, String name) {
        return parts.stream().filter(part -> part.name().equals(name)).toList();
    }
}

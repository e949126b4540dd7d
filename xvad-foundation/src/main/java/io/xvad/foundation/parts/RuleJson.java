package io.xvad.foundation.parts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonObject;
import java.io.IOException;

/** Rules as JSON objects: the field {@code rule} says which kind of rule it is. */
final class RuleJson {

    private RuleJson() {}

    static Rule rule(JsonObject json) {
        return switch (json.string("rule")) {
            case CountRule.KIND -> CountRule.of(json);
            case AreaRatioRule.KIND -> AreaRatioRule.of(json);
            case ColourCountRule.KIND -> ColourCountRule.of(json);
            case SymmetryRule.KIND -> SymmetryRule.of(json);
            case ConnectedRule.KIND -> ConnectedRule.of(json);
            case ForbiddenRule.KIND -> ForbiddenRule.of(json);
            default ->
                throw new IllegalArgumentException("unknown rule '" + json.string("rule")
                        + "', known are count, area-ratio, colour-count, symmetric, connected and forbidden");
        };
    }

    static Interval interval(JsonObject json) {
        return new Interval(json.number("min"), json.number("max"));
    }

    static void write(Interval interval, JsonGenerator json) throws IOException {
        json.writeNumberField("min", interval.min());
        json.writeNumberField("max", interval.max());
    }
}

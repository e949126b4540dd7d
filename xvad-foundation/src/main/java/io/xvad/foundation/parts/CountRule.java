package io.xvad.foundation.parts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.util.List;

/**
 * How many there are of a part.
 *
 * @param part its name
 * @param allowed how many there may be
 */
public record CountRule(String part, Interval allowed) implements Rule {

    static final String KIND = "count";

    static CountRule of(JsonObject json) {
        return new CountRule(json.string("part"), RuleJson.interval(json));
    }

    @Override
    public List<String> names() {
        return List.of(part);
    }

    @Override
    public String words() {
        return "number of '" + part + "'";
    }

    @Override
    public Measured measure(List<Part> parts) {
        int count = Rule.named(parts, part).size();
        return new Measured(count, allowed, count + " found");
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("rule", KIND);
        json.writeStringField("part", part);
        RuleJson.write(allowed, json);
    }
}

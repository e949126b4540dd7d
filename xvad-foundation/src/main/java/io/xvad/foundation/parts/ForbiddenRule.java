package io.xvad.foundation.parts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.util.List;

/**
 * A part that must not be there.
 *
 * @param part its name
 */
public record ForbiddenRule(String part) implements Rule {

    static final String KIND = "forbidden";

    static ForbiddenRule of(JsonObject json) {
        return new ForbiddenRule(json.string("part"));
    }

    @Override
    public List<String> names() {
        return List.of(part);
    }

    @Override
    public String words() {
        return "no '" + part + "'";
    }

    @Override
    public Measured measure(List<Part> parts) {
        int count = Rule.named(parts, part).size();
        return new Measured(count, new Interval(0, 0), count + " found");
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("rule", KIND);
        json.writeStringField("part", part);
    }
}

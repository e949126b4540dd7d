package io.xvad.foundation.parts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.Mask;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How many separate pieces parts of some names are together; one where they must hang together.
 *
 * @param parts their names, at least one
 * @param allowed how many pieces there may be
 */
public record ConnectedRule(List<String> parts, Interval allowed) implements Rule {

    static final String KIND = "connected";

    /** Throws {@link IllegalArgumentException} without names. */
    public ConnectedRule {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("rule '" + KIND + "' needs at least one part");
        }
    }

    static ConnectedRule of(JsonObject json) {
        return new ConnectedRule(json.strings("parts"), json.has("min") ? RuleJson.interval(json) : new Interval(1, 1));
    }

    @Override
    public List<String> names() {
        return parts;
    }

    @Override
    public String words() {
        return "number of separate pieces of '" + String.join("', '", parts) + "' together";
    }

    @Override
    public Measured measure(List<Part> all) {
        List<Part> chosen = new ArrayList<>();
        parts.forEach(name -> chosen.addAll(Rule.named(all, name)));
        int pieces = chosen.stream()
                .map(Part::mask)
                .reduce(Mask::or)
                .map(union -> Components.pieces(union, 1).size())
                .orElse(0);
        return new Measured(pieces, allowed, pieces + " found");
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("rule", KIND);
        json.writeArrayFieldStart("parts");
        for (String part : parts) {
            json.writeString(part);
        }
        json.writeEndArray();
        RuleJson.write(allowed, json);
    }
}

package io.xvad.foundation.parts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.util.List;

/**
 * How large a part is, all of that name together, beside another.
 *
 * @param part its name
 * @param of name of the other, or {@value #IMAGE} for the whole image
 * @param allowed the ratio of their areas
 */
public record AreaRatioRule(String part, String of, Interval allowed) implements Rule {

    static final String KIND = "area-ratio";

    /** Stands for the whole image. */
    public static final String IMAGE = "image";

    static AreaRatioRule of(JsonObject json) {
        return new AreaRatioRule(json.string("part"), json.string("of"), RuleJson.interval(json));
    }

    @Override
    public List<String> names() {
        return of.equals(IMAGE) ? List.of(part) : List.of(part, of);
    }

    @Override
    public String words() {
        return "area of '" + part + "' divided by that of " + (of.equals(IMAGE) ? "the image" : "'" + of + "'");
    }

    @Override
    public Measured measure(List<Part> parts) {
        double whole = of.equals(IMAGE) ? 1 : area(parts, of);
        if (whole == 0) {
            return new Measured(Double.NaN, allowed, "no '" + of + "' found");
        }
        double ratio = area(parts, part) / whole;
        return new Measured(ratio, allowed, Numbers.text(ratio) + " measured");
    }

    private static double area(List<Part> parts, String name) {
        return Rule.named(parts, name).stream().mapToDouble(Part::area).sum();
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("rule", KIND);
        json.writeStringField("part", part);
        json.writeStringField("of", of);
        RuleJson.write(allowed, json);
    }
}

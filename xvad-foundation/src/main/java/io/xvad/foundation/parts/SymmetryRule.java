package io.xvad.foundation.parts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.Box;
import io.xvad.core.Mask;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * How much of a part lies left of the middle of its box, beside what lies right of it; of several of that name, the largest is looked at.
 *
 * @param part its name
 * @param allowed the ratio of the areas of the left half and of the right half
 */
public record SymmetryRule(String part, Interval allowed) implements Rule {

    static final String KIND = "symmetric";

    static SymmetryRule of(JsonObject json) {
        return new SymmetryRule(json.string("part"), RuleJson.interval(json));
    }

    @Override
    public List<String> names() {
        return List.of(part);
    }

    @Override
    public String words() {
        return "area of the left half of '" + part + "' divided by that of its right half";
    }

    @Override
    public Measured measure(List<Part> parts) {
        return Rule.named(parts, part).stream()
                .max(Comparator.comparingDouble(Part::area))
                .map(largest -> ratio(largest.mask()))
                .map(ratio -> new Measured(ratio, allowed, Numbers.text(ratio) + " measured"))
                .orElseGet(() -> new Measured(Double.NaN, allowed, "no '" + part + "' found"));
    }

    /** A column of pixels in the middle counts half on each side. */
    private static double ratio(Mask mask) {
        Box box = mask.box().orElseThrow();
        double left = 0;
        double right = 0;
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            for (int x = 0; x < box.width(); x++) {
                if (mask.at(y, box.x() + x)) {
                    double share = Math.min(1, Math.max(0, box.width() / 2.0 - x));
                    left += share;
                    right += 1 - share;
                }
            }
        }
        return left / right;
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("rule", KIND);
        json.writeStringField("part", part);
        RuleJson.write(allowed, json);
    }
}

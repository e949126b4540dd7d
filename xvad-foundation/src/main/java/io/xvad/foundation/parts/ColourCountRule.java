package io.xvad.foundation.parts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * How many there are of one part, which depends on the colour of another: a yellow cable has two clamps, a blue one three.
 *
 * @param part the one whose colour says how many; the largest of that name is looked at
 * @param counted name of the parts that are counted
 * @param colours colours, at least one, and how many go with each
 */
public record ColourCountRule(String part, String counted, List<ColourCount> colours) implements Rule {

    static final String KIND = "colour-count";

    /**
     * A colour and how many go with it.
     *
     * @param name of the colour, for readers
     * @param rgb red, green and blue, in [0, 255]
     * @param count how many
     */
    public record ColourCount(String name, List<Integer> rgb, int count) {

        /** Throws {@link IllegalArgumentException} if there are not three values in [0, 255]. */
        public ColourCount {
            rgb = List.copyOf(rgb);
            if (rgb.size() != 3 || rgb.stream().anyMatch(value -> value < 0 || value > 255)) {
                throw new IllegalArgumentException(
                        "colour '" + name + "' needs red, green and blue from 0 to 255, got " + rgb);
            }
        }

        static ColourCount of(JsonObject json) {
            return new ColourCount(
                    json.string("colour"),
                    json.strings("rgb").stream().map(Integer::valueOf).toList(),
                    json.integer("count"));
        }

        private double squaredDistance(List<Double> colour) {
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                double difference = rgb.get(c) / 255.0 - colour.get(c);
                sum += difference * difference;
            }
            return sum;
        }

        private void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("colour", name);
            json.writeArrayFieldStart("rgb");
            for (int value : rgb) {
                json.writeNumber(value);
            }
            json.writeEndArray();
            json.writeNumberField("count", count);
            json.writeEndObject();
        }
    }

    /** Throws {@link IllegalArgumentException} without colours. */
    public ColourCountRule {
        colours = List.copyOf(colours);
        if (colours.isEmpty()) {
            throw new IllegalArgumentException("rule '" + KIND + "' needs at least one colour");
        }
    }

    static ColourCountRule of(JsonObject json) {
        return new ColourCountRule(
                json.string("part"),
                json.string("counted"),
                json.objects("colours").stream().map(ColourCount::of).toList());
    }

    @Override
    public List<String> names() {
        return List.of(part, counted);
    }

    @Override
    public String words() {
        return "number of '" + counted + "' that goes with the colour of '" + part + "'";
    }

    @Override
    public Measured measure(List<Part> parts) {
        int count = Rule.named(parts, counted).size();
        return Rule.named(parts, part).stream()
                .max(Comparator.comparingDouble(Part::area))
                .map(largest -> measured(nearest(largest.colour()), count))
                .orElseGet(() -> new Measured(Double.NaN, new Interval(count, count), "no '" + part + "' found"));
    }

    private Measured measured(ColourCount colour, int count) {
        return new Measured(
                count,
                new Interval(colour.count(), colour.count()),
                count + " found, with '" + part + "' of the colour " + colour.name());
    }

    private ColourCount nearest(List<Double> colour) {
        return colours.stream()
                .min(Comparator.comparingDouble(one -> one.squaredDistance(colour)))
                .orElseThrow();
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("rule", KIND);
        json.writeStringField("part", part);
        json.writeStringField("counted", counted);
        json.writeArrayFieldStart("colours");
        for (ColourCount colour : colours) {
            colour.write(json);
        }
        json.writeEndArray();
    }
}

package io.xvad.language.check;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a claim stands, with the numbers that it stands on; those that could not be had are empty.
 *
 * @param support how it stands
 * @param drop by how much the score falls when the place shows what would be normal there
 * @param controlDrop by how much it falls when as many pixels elsewhere do
 * @param massRatio the share of a measured map that lies in the place, by the place's share of the image; 1 by chance
 * @param placeP the share of places of the same form in which as much of the map lies, in (0, 1]
 * @param agreement the share of the model's answers with the same verdict, in (0, 1]
 * @param spread standard deviation of the scores of the model's answers
 * @param contradicted whether the detector's decision is the opposite
 * @param said of how many things the claim speaks
 * @param counted how many were counted
 */
public record Checked(
        Support support,
        OptionalDouble drop,
        OptionalDouble controlDrop,
        OptionalDouble massRatio,
        OptionalDouble placeP,
        double agreement,
        double spread,
        boolean contradicted,
        OptionalInt said,
        OptionalInt counted) {

    /** The numbers in words, one each: those of the tests, and how far the model's answers agree. */
    public List<String> facts() {
        List<String> facts = new ArrayList<>(tests());
        facts.add(
                text("%.0f %% of the answers give this verdict; their scores spread by %.3f", 100 * agreement, spread));
        return facts;
    }

    /** The numbers of the tests in words, one each. */
    public List<String> tests() {
        List<String> facts = new ArrayList<>();
        if (drop.isPresent() && controlDrop.isPresent()) {
            facts.add(text(
                    "with what would be normal there the score falls by %.3f, with the same elsewhere by %.3f",
                    drop.getAsDouble(), controlDrop.getAsDouble()));
        }
        if (massRatio.isPresent() && placeP.isPresent()) {
            facts.add(text(
                    "%.1f times as much of the measured map lies there as by chance; a share of %.2f of places of its form hold as much",
                    massRatio.getAsDouble(), placeP.getAsDouble()));
        }
        if (contradicted) {
            facts.add("the detector decides the opposite");
        }
        if (said.isPresent() && counted.isPresent()) {
            facts.add(text("it speaks of %d, and %d were counted", said.getAsInt(), counted.getAsInt()));
        }
        return facts;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** As a JSON object; numbers that are not there are left out. */
    public String toJson() {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField("support", support.name());
            write(json, "drop", drop);
            write(json, "controlDrop", controlDrop);
            write(json, "massRatio", massRatio);
            write(json, "placeP", placeP);
            json.writeNumberField("agreement", agreement);
            json.writeNumberField("spread", spread);
            json.writeBooleanField("contradicted", contradicted);
            write(json, "said", said);
            write(json, "counted", counted);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, String name, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsDouble());
        }
    }

    private static void write(JsonGenerator json, String name, OptionalInt value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsInt());
        }
    }
}

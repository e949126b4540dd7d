package io.xvad.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.option.Preset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** What {@code xvad list} prints for people, from what it gives programs. */
final class ListText {

    private static final String OF_VIDEOS = "clip";

    private ListText() {}

    /** A line each, detectors under headings that say what they are good for. */
    static String brief(String what, JsonNode items) {
        TreeMap<Heading, StringBuilder> groups = new TreeMap<>(Heading.ORDER);
        items.forEach(item -> groups.computeIfAbsent(Heading.of(item), heading -> new StringBuilder())
                .append(line(item))
                .append(notes(item)));
        StringBuilder text = new StringBuilder();
        groups.forEach(
                (heading, lines) -> text.append(heading.text()).append(lines).append(System.lineSeparator()));
        boolean more = items.size() > 0 && !items.path(0).get("options").isEmpty();
        return more
                ? text + String.format("Options, presets and more of one: xvad list %s NAME%n", what)
                : text.toString();
    }

    /** Each with all that there is to say of it. */
    static String full(JsonNode items) {
        StringBuilder text = new StringBuilder();
        items.forEach(item -> {
            text.append(line(item));
            if (item.has("purposeMark")) {
                text.append(indented(item.get("purposeMark").asText() + ": "
                        + item.get("purposeNote").asText()));
            }
            text.append(notes(item));
            item.path("presets").forEach(preset -> text.append(presetLine(preset)));
            item.get("options").forEach(option -> text.append(optionLine(option)));
        });
        return text.toString();
    }

    private static String line(JsonNode item) {
        return String.format(
                "%-22s %s%n", item.get("name").asText(), item.get("description").asText());
    }

    private static String notes(JsonNode item) {
        StringBuilder notes = new StringBuilder();
        if (item.has("missing")) {
            notes.append(indented("not available: " + item.get("missing").asText()));
        }
        if (item.has("warning")) {
            notes.append(indented("measured: " + item.get("warning").asText()));
        }
        return notes.toString();
    }

    private static String indented(String text) {
        return String.format("%-22s %s%n", "", text);
    }

    private static String optionLine(JsonNode option) {
        return String.format(
                "    -o %s=%s   %s (%s %s)%n",
                option.get("name").asText(),
                option.get("default").asText(),
                option.get("help").asText(),
                option.get("type").asText(),
                option.get("allowed").asText());
    }

    private static String presetLine(JsonNode preset) {
        List<String> options = new ArrayList<>();
        preset.get("options")
                .fields()
                .forEachRemaining(option ->
                        options.add(option.getKey() + "=" + option.getValue().asText()));
        return String.format(
                "    -o %s=%s   %s (%s)%n",
                Preset.OPTION,
                preset.get("name").asText(),
                preset.get("description").asText(),
                String.join(" ", options));
    }

    /**
     * Over those of one purpose; without words over things that have none.
     *
     * @param samples of images or of videos; empty for what is no detector
     * @param mark of the purpose; empty for those that find defects
     * @param note why they are marked
     */
    private record Heading(String samples, String mark, String note) {

        static final Comparator<Heading> ORDER = Comparator.comparing(
                        (Heading heading) -> heading.mark.equals("for comparison only"))
                .thenComparing(Heading::mark)
                .thenComparing(Heading::samples)
                .thenComparing(Heading::note);

        static Heading of(JsonNode item) {
            if (!item.has("samples")) {
                return new Heading("", "", "");
            }
            boolean videos = item.get("samples").get(0).asText().equals(OF_VIDEOS);
            return new Heading(
                    videos ? "of videos" : "of images",
                    item.path("purposeMark").asText(),
                    item.path("purposeNote").asText());
        }

        String text() {
            if (samples.isEmpty()) {
                return "";
            }
            return mark.isEmpty()
                    ? String.format("%s:%n", samples)
                    : String.format("%s, %s: %s%n", samples, mark, note);
        }
    }
}

package io.xvad.video.language.anomize;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.foundation.detector.FoundationOptions;
import java.util.List;

/**
 * The texts that frames are compared with; a model keeps those that it was fitted with. Immutable.
 *
 * @param descriptions of what happens in anomalies, which help the dynamic stream
 * @param concepts of what is there in scenes, which help the static stream
 * @param labels kinds of anomalies
 */
record TextLibrary(List<String> descriptions, List<String> concepts, LabelGroups labels) {

    private static final String DESCRIPTIONS = "descriptions";
    private static final String CONCEPTS = "concepts";
    private static final String LABELS = "labels";

    TextLibrary {
        descriptions = List.copyOf(descriptions);
        concepts = List.copyOf(concepts);
    }

    /** Those that the options give, or else the packaged ones. */
    static TextLibrary of(Options options) {
        return new TextLibrary(
                lines(options.get(Anomize.DESCRIPTIONS), DESCRIPTIONS),
                lines(options.get(Anomize.CONCEPTS), CONCEPTS),
                LabelGroups.parse(lines(options.get(Anomize.LABELS), LABELS)));
    }

    private static List<String> lines(String given, String name) {
        List<String> lines = FoundationOptions.prompts(given, Anomize.class, name + ".v1.txt")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("option '" + name + "' must have at least one line of text");
        }
        return lines;
    }

    /** The same with kinds that are learned from among the labels. */
    TextLibrary with(List<String> kinds) {
        return new TextLibrary(descriptions, concepts, labels.with(kinds));
    }

    /** All of them, a line each. */
    String words() {
        return String.join("\n", descriptions) + "\n" + String.join("\n", concepts) + "\n"
                + String.join("\n", labels.lines());
    }

    void write(ModelWriter model) {
        model.strings(DESCRIPTIONS, descriptions);
        model.strings(CONCEPTS, concepts);
        model.strings(LABELS, labels.lines());
    }

    static TextLibrary read(ModelReader model) {
        return new TextLibrary(
                model.strings(DESCRIPTIONS), model.strings(CONCEPTS), LabelGroups.parse(model.strings(LABELS)));
    }
}

package io.xvad.data.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was found in a data set, folder by folder. Immutable and thread-safe.
 *
 * @param layout how it was read, in words
 * @param parts its folders
 * @param passedOver what else lies there
 */
public record Inventory(String layout, List<Part> parts, PassedOver passedOver) {

    private static final int NAMED = 12;

    /** What the images of a folder are for. */
    public enum Use {
        /** Normal, to learn from. */
        LEARN("image", " to learn from"),
        /** Normal, to test on. */
        NORMAL_TEST("normal image", " to test on"),
        /** Anomalous, to test on. */
        ANOMALOUS_TEST("anomalous image", " to test on"),
        /** Where the anomalies are. */
        MASKS("mask", ""),
        /** Neither learned from nor tested on. */
        UNUSED("image", " ignored");

        private final String noun;
        private final String purpose;

        Use(String noun, String purpose) {
            this.noun = noun;
            this.purpose = purpose;
        }
    }

    /**
     * A folder.
     *
     * @param folder its place below that of the data set
     * @param images number of images in it and below
     * @param use what they are for
     */
    public record Part(Path folder, int images, Use use) {}

    public Inventory {
        parts = List.copyOf(parts);
    }

    /** Of a data set that was not found in folders. */
    public static Inventory none() {
        return new Inventory("", List.of(), PassedOver.nothing());
    }

    /** Number of images that are for something. */
    public int count(Use use) {
        return parts.stream()
                .filter(part -> part.use() == use)
                .mapToInt(Part::images)
                .sum();
    }

    /**
     * One line for a person, for example {@code 86 images under normal/ to learn from; 12 images under raw/ ignored; passed over 2
     * files: 2 .txt}; empty if nothing is known.
     */
    public String text() {
        List<String> found = new ArrayList<>();
        Arrays.stream(Use.values()).filter(use -> count(use) > 0).map(this::of).forEach(found::add);
        if (!passedOver.isEmpty()) {
            found.add(passedOver.text());
        }
        String line = String.join("; ", found);
        return layout.isEmpty() || line.isEmpty() ? line : layout + ": " + line;
    }

    private String of(Use use) {
        List<Part> those = parts.stream().filter(part -> part.use() == use).toList();
        String where = those.stream()
                .limit(NAMED)
                .map(part -> name(part, those.size()))
                .collect(Collectors.joining(", "));
        String all = those.size() > NAMED ? where + ", …" : where;
        return count(use) + " " + use.noun + (count(use) == 1 ? "" : "s") + " under " + all + use.purpose;
    }

    private static String name(Part part, int parts) {
        String name = part.folder().toString().replace('\\', '/') + "/";
        String shown = name.equals("/") ? "./" : name;
        return parts == 1 ? shown : shown + " (" + part.images() + ")";
    }

    @Override
    public String toString() {
        return text();
    }
}

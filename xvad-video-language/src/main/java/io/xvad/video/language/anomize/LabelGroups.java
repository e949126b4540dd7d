package io.xvad.video.language.anomize;

import io.xvad.video.language.embed.JointEmbedder;
import io.xvad.video.language.embed.UnitLength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The kinds of anomalies that are told apart, in groups. Immutable.
 *
 * @param groups each with its labels, at least one
 * @param loose labels that nobody has put in a group
 */
record LabelGroups(List<Group> groups, List<String> loose) {

    LabelGroups {
        groups = List.copyOf(groups);
        loose = List.copyOf(loose);
    }

    /** A name, which says what the labels have in common, and labels that belong to it. */
    record Group(String name, List<String> labels) {

        private boolean isEmpty() {
            return name.isEmpty() || labels.isEmpty();
        }
    }

    /**
     * A label with what it is encoded from.
     *
     * @param text the label
     * @param vector of it, of unit length
     * @param context mean of the vectors of the name and the labels of its group, of unit length
     */
    record Encoded(String text, float[] vector, float[] context) {}

    /**
     * Reads a line for each group, {@code NAME: LABEL, LABEL}, and a line for labels without a group.
     *
     * @throws IllegalArgumentException if there is no group, a group without a name or labels, or a label twice
     */
    static LabelGroups parse(List<String> lines) {
        List<Group> groups = new ArrayList<>();
        List<String> loose = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                loose.addAll(labels(line));
            } else {
                groups.add(new Group(line.substring(0, colon).strip(), labels(line.substring(colon + 1))));
            }
        }
        if (groups.isEmpty() || groups.stream().anyMatch(Group::isEmpty)) {
            throw new IllegalArgumentException(
                    "option 'labels' must have a line 'GROUP: LABEL, LABEL' for at least one group, got " + lines);
        }
        LabelGroups all = new LabelGroups(groups, loose);
        all.requireDifferent();
        return all;
    }

    private static List<String> labels(String listed) {
        return Arrays.stream(listed.split(",", -1))
                .map(LabelGroups::known)
                .filter(label -> !label.isEmpty())
                .toList();
    }

    private void requireDifferent() {
        Set<String> seen = new HashSet<>();
        for (String label : labels()) {
            if (!seen.add(label)) {
                throw new IllegalArgumentException("option 'labels' must name a label once, got '" + label + "' twice");
            }
        }
    }

    /** A kind as labels are written: in lower case, with blanks for hyphens, underscores, commas and colons. */
    static String known(String kind) {
        return kind.toLowerCase(Locale.ROOT).replaceAll("[\\s_,:-]+", " ").strip();
    }

    /** All labels. */
    List<String> labels() {
        List<String> labels = new ArrayList<>();
        groups.forEach(group -> labels.addAll(group.labels()));
        labels.addAll(loose);
        return labels;
    }

    /** The same with labels, as {@link #known} writes them, that nobody has put in a group where they are new. */
    LabelGroups with(List<String> kinds) {
        List<String> more = new ArrayList<>(loose);
        List<String> all = labels();
        kinds.stream().distinct().filter(kind -> !all.contains(kind)).forEach(more::add);
        return new LabelGroups(groups, more);
    }

    /** As lines that {@link #parse} reads. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        groups.forEach(group -> lines.add(group.name() + ": " + String.join(", ", group.labels())));
        lines.addAll(loose);
        return lines;
    }

    /** All labels, in order; one without a group takes the context that it is most like, and changes none. */
    List<Encoded> encoded(JointEmbedder embedder) {
        List<Encoded> encoded = new ArrayList<>();
        List<float[]> contexts = new ArrayList<>();
        for (Group group : groups) {
            List<float[]> vectors = group.labels().stream()
                    .map(label -> vector(label, embedder))
                    .toList();
            float[] context = context(embedder.text(group.name()), vectors);
            contexts.add(context);
            for (int i = 0; i < vectors.size(); i++) {
                encoded.add(new Encoded(group.labels().get(i), vectors.get(i), context));
            }
        }
        for (String label : loose) {
            float[] vector = vector(label, embedder);
            float[] nearest = contexts.stream()
                    .max(Comparator.comparingDouble(context -> UnitLength.cosine(vector, context)))
                    .orElseThrow();
            encoded.add(new Encoded(label, vector, nearest));
        }
        return encoded;
    }

    private static float[] vector(String label, JointEmbedder embedder) {
        return embedder.text("a video of " + label);
    }

    private static float[] context(float[] name, List<float[]> labels) {
        float[] sum = name.clone();
        for (float[] label : labels) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += label[i];
            }
        }
        return UnitLength.of(sum);
    }
}

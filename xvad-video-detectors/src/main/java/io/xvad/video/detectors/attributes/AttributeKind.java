package io.xvad.video.detectors.attributes;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The attributes of an object whose surprises add up to its score. New ones come last: models keep their scales in this order. */
enum AttributeKind {
    /** The place of an object, whatever it does. */
    PLACE,
    /** How fast it moves, for its place. */
    SPEED,
    /** Which way it moves, for its place. */
    HEADING,
    /** How long it has stayed, for its place. */
    STAY,
    /** How tall and wide it is, for its place. */
    SIZE,
    /** How much there is around it, for its place. */
    CROWDING,
    /** Of how many colours it is, for its place. */
    COLOURS,
    /** The look of an object. */
    APPEARANCE,
    /** The pose: how its keypoints lie; no surprise if they are not known. */
    POSE,
    /** How much of it moves how fast which way, wherever it is: see {@link VelocityHistogram}. */
    VELOCITY;

    /** What it is called in options and explanations. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kinds of these words.
     *
     * @throws IllegalArgumentException if a word is none of them; the message names those there are
     */
    static Set<AttributeKind> named(List<String> words) {
        Set<AttributeKind> kinds = EnumSet.noneOf(AttributeKind.class);
        for (String word : words) {
            kinds.add(Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("no attribute is called '" + word + "'; there are " + all())));
        }
        return kinds;
    }

    /** All words, separated by commas. */
    static String all() {
        return Arrays.stream(values()).map(AttributeKind::word).collect(Collectors.joining(", "));
    }
}

package io.xvad.foundation.detector;

import io.xvad.core.XvadDataException;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Options that several detectors on foundation models share. */
public final class FoundationOptions {

    /** The weights that the user brings. */
    public static final OptionSpec<String> WEIGHTS = OptionSpec.text(
            "weights", "", "a folder", "Folder of the weights that you bring, made by tools/export (docs/weights.md)");

    /** What the images show. */
    public static final OptionSpec<String> CLASS_NAME = OptionSpec.text(
            "class-name", "object", "a word or two", "What the images show, in English, for example screw");

    /** How many normal images are compared with. */
    public static final OptionSpec<Integer> REFERENCES = references(0);

    /** How many normal images set the scale of a score that has several parts. */
    public static final OptionSpec<Integer> SCALING_REFERENCES = OptionSpec.integer(
            "references",
            0,
            0,
            10_000,
            "Normal images whose range sets the scale of the parts of a score, drawn by the seed; 0 for none");

    /** Sentences of the user's own. */
    public static final OptionSpec<String> PROMPTS = OptionSpec.content(
            "prompts", "", "JSON, or @FILE; empty for the detector's own", "Sentences for normal and anomalous images");

    private FoundationOptions() {}

    /**
     * What the images show.
     *
     * @throws IllegalArgumentException if that is blank
     */
    public static String className(Options options) {
        String name = options.get(CLASS_NAME);
        if (name.replace('_', ' ').isBlank()) {
            throw new IllegalArgumentException(
                    "option '" + CLASS_NAME.name() + "' must say what the images show, got '" + name + "'");
        }
        return name;
    }

    /** How many normal images are compared with, with a detector's own default: at least 1, unless that is 0. */
    public static OptionSpec<Integer> references(int defaultValue) {
        return OptionSpec.integer(
                "references",
                defaultValue,
                Math.min(1, defaultValue),
                10_000,
                "Normal images to compare with, drawn by the seed" + (defaultValue == 0 ? "; 0 for none" : ""));
    }

    /**
     * The prompts that the options give, or else those of a resource.
     *
     * @param owner in whose package the resource lies
     * @return as they were given, for the detector to read
     */
    public static String prompts(Options options, Class<?> owner, String resource) {
        return prompts(options.get(PROMPTS), owner, resource);
    }

    /** The prompts that are given, or else, where they are empty, those of a resource that lies in the package of {@code owner}. */
    public static String prompts(String given, Class<?> owner, String resource) {
        if (!given.isEmpty()) {
            return given;
        }
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource '" + resource + "' beside " + owner);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new XvadDataException(resource + ": cannot be read: " + e.getMessage(), e);
        }
    }
}

package io.xvad.core.option;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values of several options under one name, for a need such as a first look or the most accurate map. Chosen by {@code -o
 * preset=NAME} or in Java; a value that the user gives as well counts instead of the preset's. Immutable and thread-safe.
 *
 * <pre>{@code
 * Preset.of("fast", "Half the time and memory, finds less").with(CORESET_SIZE, 2_000).with(CANDIDATES, 20_000)
 * }</pre>
 *
 * @param name kebab-case, for example {@code accurate}
 * @param description a line that says what it is for and what it costs
 * @param options names of options and their values as they would be typed, in the order they were set
 */
public record Preset(String name, String description, Map<String, String> options) {

    /** The word that chooses a preset, among option values as they would be typed; no option has this name. */
    public static final String OPTION = "preset";

    /** Name of the preset for tests and first looks: seconds to a minute. */
    public static final String QUICK = "quick";

    /** Name of the preset that a detector has anyway: its options at their defaults. */
    public static final String STANDARD = "standard";

    /** Name of the preset with the sizes, the augmentation and the number of steps of the detector's paper. */
    public static final String PAPER = "paper";

    /** Throws {@link IllegalArgumentException} if the name is not kebab-case or the description is blank. */
    public Preset {
        Names.requireKebabCase(OPTION, name);
        if (description.isBlank()) {
            throw new IllegalArgumentException("preset '" + name + "' needs a description, got none");
        }
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** A preset that sets nothing yet. */
    public static Preset of(String name, String description) {
        return new Preset(name, description, Map.of());
    }

    /**
     * The preset {@link #QUICK}, which sets nothing yet.
     *
     * @param how what makes it quick, for example {@code few passes}
     */
    public static Preset quick(String how) {
        return of(QUICK, "For tests and first looks: " + how + "; not for judging the method");
    }

    /**
     * The preset {@link #PAPER}, which sets nothing yet.
     *
     * @param apart what is still not as in the paper, for example {@code the packaged backbone}
     */
    public static Preset paper(String apart) {
        return of(PAPER, "Sizes and steps of the paper, except for " + apart + ". Hours of training; never measured");
    }

    /**
     * The preset {@link #STANDARD}.
     *
     * @param shown the options that other presets of the detector set, so that a list shows their defaults beside
     */
    public static Preset standard(String description, OptionSpec<?>... shown) {
        Preset preset = of(STANDARD, description);
        for (OptionSpec<?> option : shown) {
            preset = preset.set(option, option.defaultText());
        }
        return preset;
    }

    /**
     * A copy that sets one more option.
     *
     * @throws IllegalArgumentException if the option does not allow this value
     */
    public <T> Preset with(OptionSpec<T> option, T value) {
        return set(option, option.print(value));
    }

    private Preset set(OptionSpec<?> option, String value) {
        option.parse(value);
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(option.name(), value);
        return new Preset(name, description, more);
    }
}

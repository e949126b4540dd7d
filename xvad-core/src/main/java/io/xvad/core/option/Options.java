package io.xvad.core.option;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The values of a provider's options, every one checked. What the user gives counts first, then what the chosen {@link Preset}
 * says, then the default. Immutable and thread-safe.
 */
public final class Options {

    private final Map<String, OptionSpec<?>> specs;
    private final List<Preset> presets;
    private final Map<String, String> given;
    private final Map<String, Object> values;

    private Options(
            Map<String, OptionSpec<?>> specs,
            List<Preset> presets,
            Map<String, String> given,
            Map<String, Object> values) {
        this.specs = specs;
        this.presets = presets;
        this.given = given;
        this.values = values;
    }

    /** Every option at its default. */
    public static Options defaults(List<OptionSpec<?>> specs) {
        return parse(specs, Map.of());
    }

    /**
     * Reads the given values of a provider without presets; options not given keep their default.
     *
     * @throws IllegalArgumentException listing every unknown option and every value that is not allowed
     */
    public static Options parse(List<OptionSpec<?>> specs, Map<String, String> given) {
        return parse(specs, List.of(), given);
    }

    /**
     * Reads the given values; options not given are as the preset says that {@link Preset#OPTION} among them names, or else at
     * their default.
     *
     * @param presets those there are to choose from
     * @throws IllegalArgumentException listing an unknown preset, every unknown option and every value that is not allowed
     */
    public static Options parse(List<OptionSpec<?>> specs, List<Preset> presets, Map<String, String> given) {
        Map<String, OptionSpec<?>> known = new LinkedHashMap<>();
        specs.forEach(spec -> known.put(spec.name(), spec));
        List<String> errors = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>(preset(presets, given, errors));
        texts.putAll(given);
        texts.remove(Preset.OPTION);
        Map<String, Object> values = values(known, texts, errors);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), errors));
        }
        return new Options(known, List.copyOf(presets), Map.copyOf(given), values);
    }

    /** The values that the chosen preset sets, by option; none if no preset was chosen or it is unknown. */
    private static Map<String, String> preset(List<Preset> presets, Map<String, String> given, List<String> errors) {
        String name = given.get(Preset.OPTION);
        if (name == null) {
            return Map.of();
        }
        for (Preset preset : presets) {
            if (preset.name().equals(name)) {
                return preset.options();
            }
        }
        errors.add(Names.unknown(
                Preset.OPTION, name, presets.stream().map(Preset::name).toList()));
        return Map.of();
    }

    private static Map<String, Object> values(
            Map<String, OptionSpec<?>> known, Map<String, String> texts, List<String> errors) {
        for (String name : texts.keySet()) {
            if (!known.containsKey(name)) {
                errors.add(Names.unknown("option", name, known.keySet()));
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (OptionSpec<?> spec : known.values()) {
            try {
                values.put(spec.name(), spec.parse(texts.getOrDefault(spec.name(), spec.defaultText())));
            } catch (IllegalArgumentException e) {
                errors.add(e.getMessage());
            }
        }
        return values;
    }

    /**
     * Reads the options of a model that an earlier version saved.
     *
     * @param retired names that are passed over, of options there were once
     * @throws IllegalArgumentException as {@link #parse(List, Map)}
     */
    public static Options parse(List<OptionSpec<?>> specs, Map<String, String> given, Set<String> retired) {
        Map<String, String> current = new LinkedHashMap<>(given);
        current.keySet().removeAll(retired);
        return parse(specs, current);
    }

    /**
     * The value of an option.
     *
     * @throws IllegalArgumentException if {@code spec} is not one of the specs these options were read with
     */
    public <T> T get(OptionSpec<T> spec) {
        requireKnown(spec);
        @SuppressWarnings("unchecked")
        T value = (T) Objects.requireNonNull(values.get(spec.name()));
        return value;
    }

    /**
     * A copy with another value of an option.
     *
     * @throws IllegalArgumentException if {@code spec} is not one of the specs these options were read with, or does not
     *     allow the value
     */
    public <T> Options with(OptionSpec<T> spec, T value) {
        requireKnown(spec);
        return with(spec.name(), spec.print(value));
    }

    /**
     * A copy with the values of another preset, under those that were given by themselves.
     *
     * @throws IllegalArgumentException if there is no such preset; the message names those there are
     */
    public Options withPreset(String name) {
        return with(Preset.OPTION, name);
    }

    private Options with(String name, String text) {
        Map<String, String> more = new LinkedHashMap<>(given);
        more.put(name, text);
        return parse(List.copyOf(specs.values()), presets, more);
    }

    /** The name of the preset that was chosen; empty if none was. */
    public Optional<String> preset() {
        return Optional.ofNullable(given.get(Preset.OPTION));
    }

    private void requireKnown(OptionSpec<?> spec) {
        if (specs.get(spec.name()) != spec) {
            throw new IllegalArgumentException(Names.unknown("option", spec.name(), specs.keySet()));
        }
    }

    /** Names and values as they would be typed, in the order of the specs; the name of a preset is not among them. */
    public Map<String, String> asText() {
        Map<String, String> text = new LinkedHashMap<>();
        values.forEach((name, value) -> text.put(name, spec(name).print(value)));
        return Collections.unmodifiableMap(text);
    }

    private OptionSpec<?> spec(String name) {
        return Objects.requireNonNull(specs.get(name));
    }

    @Override
    public String toString() {
        return asText().toString();
    }
}

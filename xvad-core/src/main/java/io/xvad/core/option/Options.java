package io.xvad.core.option;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The values of a provider's options, every one checked. Immutable and thread-safe. */
public final class Options {

    private final Map<String, OptionSpec<?>> specs;
    private final Map<String, Object> values;

    private Options(Map<String, OptionSpec<?>> specs, Map<String, Object> values) {
        this.specs = specs;
        this.values = values;
    }

    /** Every option at its default. */
    public static Options defaults(List<OptionSpec<?>> specs) {
        return parse(specs, Map.of());
    }

    /**
     * Reads the given values; options not given keep their default.
     *
     * @throws IllegalArgumentException listing every unknown option and every value that is not allowed
     */
    public static Options parse(List<OptionSpec<?>> specs, Map<String, String> given) {
        Map<String, OptionSpec<?>> known = new LinkedHashMap<>();
        specs.forEach(spec -> known.put(spec.name(), spec));
        List<String> errors = new ArrayList<>();
        for (String name : given.keySet()) {
            if (!known.containsKey(name)) {
                errors.add(Names.unknown("option", name, known.keySet()));
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (OptionSpec<?> spec : specs) {
            try {
                values.put(spec.name(), spec.parse(given.getOrDefault(spec.name(), spec.defaultText())));
            } catch (IllegalArgumentException e) {
                errors.add(e.getMessage());
            }
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), errors));
        }
        return new Options(known, values);
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
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put(spec.name(), spec.parse(spec.print(value)));
        return new Options(specs, changed);
    }

    private void requireKnown(OptionSpec<?> spec) {
        if (specs.get(spec.name()) != spec) {
            throw new IllegalArgumentException(Names.unknown("option", spec.name(), specs.keySet()));
        }
    }

    /** Names and values as they would be typed, in the order of the specs. */
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

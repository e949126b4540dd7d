package io.xvad.language.ask;

import io.xvad.core.XvadDataException;
import io.xvad.core.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of a question, with slots {@code {name}} for what differs. A line that begins with {@code [name]} is said only where that slot has something in it. What is put into a slot is put
 * in as it is: a slot within it is none. Immutable.
 *
 * @param name what it asks, with the version of its words, such as {@code question.v1}
 * @param template the words
 */
public record Prompt(String name, String template) {

    private static final Pattern SLOT = Pattern.compile("\\{([a-z][a-z-]*)}");
    private static final Pattern CONDITION = Pattern.compile("^\\[([a-z][a-z-]*)] ?");

    public Prompt {
        if (template.isBlank()) {
            throw new IllegalArgumentException("prompt '" + name + "' is empty");
        }
    }

    /**
     * A prompt that lies beside a class, as {@code prompt/NAME.txt}.
     *
     * @param owner in whose package it lies
     */
    public static Prompt resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream("prompt/" + name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("no prompt '" + name + "' beside " + owner);
            }
            return new Prompt(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new XvadDataException(name + ": the prompt cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The words with what is in the slots.
     *
     * @throws IllegalArgumentException if a slot of the words is not among these
     */
    public String fill(Map<String, String> slots) {
        return template.lines()
                .filter(line -> said(line, slots))
                .map(line -> CONDITION.matcher(line).replaceFirst(""))
                .map(line ->
                        SLOT.matcher(line).replaceAll(found -> Matcher.quoteReplacement(slot(slots, found.group(1)))))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private boolean said(String line, Map<String, String> slots) {
        Matcher condition = CONDITION.matcher(line);
        return !condition.find() || !slot(slots, condition.group(1)).isEmpty();
    }

    private String slot(Map<String, String> slots, String slot) {
        String value = slots.get(slot);
        if (value == null) {
            throw new IllegalArgumentException(
                    "prompt '" + name + "' has the slot '" + slot + "'; there are " + new TreeSet<>(slots.keySet()));
        }
        return value;
    }

    /** SHA-256 of the template, in hex. */
    public String sha256() {
        return Sha256.of(template);
    }
}

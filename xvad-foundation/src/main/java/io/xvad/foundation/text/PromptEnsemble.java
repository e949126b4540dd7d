package io.xvad.foundation.text;

import io.xvad.core.XvadDataException;
import io.xvad.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Sentences that stand for normal and for anomalous: every state of a thing in every template. A resource that a user can replace:
 *
 * <pre>{@code
 * {
 *   "version": "winclip-1",
 *   "normal": ["{}", "flawless {}"],
 *   "anomalous": ["damaged {}", "{} with flaw"],
 *   "templates": ["a photo of a {}.", "a cropped photo of the {}."]
 * }
 * }</pre>
 *
 * <p>{@code {}} of a template is filled with a state, {@code {}} of a state with the name of the thing, whose underscores become spaces. Immutable.
 *
 * @param version name and version of the prompts
 * @param normal states of a normal thing, at least one
 * @param anomalous states of an anomalous thing, at least one
 * @param templates sentences around a state, at least one
 */
public record PromptEnsemble(String version, List<String> normal, List<String> anomalous, List<String> templates) {

    private static final String SLOT = "{}";

    public PromptEnsemble {
        normal = requireSlots("normal", normal);
        anomalous = requireSlots("anomalous", anomalous);
        templates = requireSlots("templates", templates);
    }

    private static List<String> requireSlots(String part, List<String> texts) {
        if (texts.isEmpty() || texts.stream().anyMatch(text -> !text.contains(SLOT))) {
            throw new IllegalArgumentException(
                    "'" + part + "' of prompts must be at least one text, each with " + SLOT + ", got " + texts);
        }
        return List.copyOf(texts);
    }

    /**
     * Reads prompts.
     *
     * @param json as above
     * @throws XvadDataException if it is not such JSON
     */
    public static PromptEnsemble parse(String json) {
        try {
            JsonObject object = JsonObject.parse(json);
            return new PromptEnsemble(
                    object.string("version"),
                    object.strings("normal"),
                    object.strings("anomalous"),
                    object.strings("templates"));
        } catch (IllegalArgumentException e) {
            throw new XvadDataException("prompts cannot be read: " + e.getMessage(), e);
        }
    }

    /** The sentences of a normal thing: all templates of the first state, then of the next. */
    public List<String> normalSentences(String thing) {
        return sentences(normal, thing);
    }

    /** The sentences of an anomalous thing. */
    public List<String> anomalousSentences(String thing) {
        return sentences(anomalous, thing);
    }

    private List<String> sentences(List<String> states, String thing) {
        String name = thing.replace('_', ' ');
        List<String> sentences = new ArrayList<>();
        for (String state : states) {
            String filled = state.replace(SLOT, name);
            templates.forEach(template -> sentences.add(template.replace(SLOT, filled)));
        }
        return List.copyOf(sentences);
    }
}

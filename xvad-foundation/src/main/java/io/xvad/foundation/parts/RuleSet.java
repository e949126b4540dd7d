package io.xvad.foundation.parts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.XvadDataException;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.json.JsonObject;
import io.xvad.core.json.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rules that the parts of every normal image keep. A file that people read and edit:
 *
 * <pre>{@code
 * {
 *   "parts": [
 *     {"name": "clamp", "words": ["splicing connector", "splice connector"]},
 *     {"name": "cable", "words": ["cable", "wire"]},
 *     {"name": "screw", "words": ["screw"]},
 *     {"name": "grid", "background": true}
 *   ],
 *   "rules": [
 *     {"rule": "count", "part": "cable", "min": 1, "max": 1},
 *     {"rule": "area-ratio", "part": "cable", "of": "clamp", "min": 0.1, "max": 0.4},
 *     {"rule": "area-ratio", "part": "clamp", "of": "image", "min": 0.2, "max": 0.3},
 *     {"rule": "colour-count", "part": "cable", "counted": "clamp", "colours": [
 *         {"colour": "yellow", "rgb": [230, 200, 40], "count": 2}, {"colour": "blue", "rgb": [30, 60, 200], "count": 3}]},
 *     {"rule": "symmetric", "part": "cable", "min": 0.8, "max": 1.2},
 *     {"rule": "connected", "parts": ["cable", "clamp"]},
 *     {"rule": "forbidden", "part": "screw"}
 *   ]
 * }
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param parts kinds of parts that are looked for; may be empty
 * @param rules what must hold; may be empty
 */
public record RuleSet(List<PartNames> parts, List<Rule> rules) {

    private static final Logger LOG = LoggerFactory.getLogger(RuleSet.class);

    public RuleSet {
        parts = List.copyOf(parts);
        rules = List.copyOf(rules);
    }

    /**
     * Reads the text of such a file.
     *
     * @throws XvadDataException if it cannot be read; the message says why
     */
    public static RuleSet parse(String json) {
        try {
            JsonObject object = JsonObject.parse(json);
            return new RuleSet(
                    object.has("parts")
                            ? object.objects("parts").stream()
                                    .map(PartNames::of)
                                    .toList()
                            : List.of(),
                    object.has("rules")
                            ? object.objects("rules").stream()
                                    .map(RuleJson::rule)
                                    .toList()
                            : List.of());
        } catch (IllegalArgumentException e) {
            throw new XvadDataException("rules cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Refuses rules about what is not looked for.
     *
     * @throws XvadDataException naming the first name that is not one of the parts, or is one of the background
     */
    public RuleSet requireKnownParts() {
        List<String> known = parts.stream()
                .filter(part -> !part.background())
                .map(PartNames::name)
                .toList();
        for (Rule rule : rules) {
            for (String name : rule.names()) {
                if (!known.contains(name)) {
                    throw new XvadDataException("rules cannot be used: the rule \"" + rule.words() + "\" is about '"
                            + name + "', which is none of the parts that are looked for: " + known);
                }
            }
        }
        return this;
    }

    /** The text of such a file. */
    public String toJson() {
        return JsonText.of(this::write);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("parts");
        for (PartNames part : parts) {
            part.write(json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rules");
        for (Rule rule : rules) {
            json.writeStartObject();
            rule.write(json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Checks the parts of an image; broken rules come first. */
    public List<RuleTrace> check(List<Part> found) {
        return rules.stream()
                .map(rule -> rule.check(found))
                .sorted(Comparator.comparing(trace -> !trace.violated()))
                .toList();
    }

    /** Without the rules that a normal image breaks, of which a line of the log tells. */
    public RuleSet confirmedBy(List<List<Part>> normals) {
        List<Rule> kept = new ArrayList<>();
        for (Rule rule : rules) {
            List<RuleTrace> broken = normals.stream()
                    .map(rule::check)
                    .filter(RuleTrace::violated)
                    .toList();
            if (broken.isEmpty()) {
                kept.add(rule);
            } else {
                LOG.warn(
                        "Dropped a rule that {} of {} normal images break: {} ({})",
                        broken.size(),
                        normals.size(),
                        rule.words(),
                        String.join("; ", broken.get(0).facts()));
            }
        }
        return new RuleSet(parts, kept);
    }

    /**
     * With rules learnt from normal images in place of its own: for each kind of part how many there are, and of those that are in every image how large they are
     * beside the image and beside each other.
     *
     * @param normals parts of each image, at least one image
     * @param margin by which intervals of areas are widened at both ends, as a share
     */
    public RuleSet learntFrom(List<List<Part>> normals, double margin) {
        return new RuleSet(
                parts,
                new RuleLearner(normals, margin)
                        .rules(parts.stream()
                                .filter(part -> !part.background())
                                .map(PartNames::name)
                                .toList()));
    }
}

package io.xvad.foundation.saaplus;

import io.xvad.core.XvadDataException;
import io.xvad.core.json.JsonObject;
import java.util.List;

/**
 * What is known beforehand, in words: phrases for the object and for its defects, and its properties. A resource that a user can replace:
 *
 * <pre>{@code
 * {
 *   "version": "saa-plus-1",
 *   "object": ["{}"],
 *   "defect": ["defect on {}", "crack. scratch"],
 *   "property": "the image of {} have 1 dissimilar {}, with a maximum of 5 anomaly. The anomaly would not exceed 1.0 object area."
 * }
 * }</pre>
 *
 * <p>{@code {}} is filled with the name of the thing, whose underscores become spaces.
 *
 * @param thing name of what the images show
 * @param objects captions that find the object, at least one
 * @param defects captions that find its defects, at least one
 * @param properties of objects and anomalies
 */
record HybridPrompts(String thing, List<String> objects, List<String> defects, PropertyPrompt properties) {

    private static final String SLOT = "{}";

    HybridPrompts {
        objects = List.copyOf(objects);
        defects = List.copyOf(defects);
        if (objects.isEmpty() || defects.isEmpty()) {
            throw new IllegalArgumentException("there must be captions for the object and for its defects");
        }
    }

    /**
     * Reads prompts.
     *
     * @param json as above
     * @param className name of what the images show
     * @throws XvadDataException if it is not such JSON
     */
    static HybridPrompts parse(String json, String className) {
        String thing = className.replace('_', ' ').strip();
        try {
            JsonObject object = JsonObject.parse(json);
            return new HybridPrompts(
                    thing,
                    filled(object.strings("object"), thing),
                    filled(object.strings("defect"), thing),
                    PropertyPrompt.parse(object.string("property").replace(SLOT, thing)));
        } catch (IllegalArgumentException e) {
            throw new XvadDataException("prompts cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> filled(List<String> captions, String thing) {
        return captions.stream().map(caption -> caption.replace(SLOT, thing)).toList();
    }
}

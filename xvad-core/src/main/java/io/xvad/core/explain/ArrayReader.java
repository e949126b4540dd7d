package io.xvad.core.explain;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.json.JsonObject;

/** Reads maps and images that JSON speaks of. */
@FunctionalInterface
interface ArrayReader {

    /** The values of a map or an image, row by row. */
    float[] values(JsonObject array);

    default AnomalyMap readMap(JsonObject json) {
        return AnomalyMap.of(json.integer("height"), json.integer("width"), values(json));
    }

    default Image readImage(JsonObject json) {
        return Image.of(
                json.string("id"),
                json.integer("channels"),
                json.integer("height"),
                json.integer("width"),
                values(json));
    }
}

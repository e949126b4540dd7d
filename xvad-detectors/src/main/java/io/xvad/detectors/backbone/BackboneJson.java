package io.xvad.detectors.backbone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.XvadDataException;
import io.xvad.data.preprocess.Normalize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The JSON description beside a backbone's ONNX file. */
final class BackboneJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BackboneJson() {}

    static BackboneSpec read(String source, byte[] json, byte[] onnx) {
        try {
            JsonNode root = JSON.readTree(json);
            List<BackboneSpec.Layer> layers = new ArrayList<>();
            for (JsonNode layer : root.required("layers")) {
                layers.add(new BackboneSpec.Layer(
                        layer.required("name").asText(),
                        layer.required("stride").asInt(),
                        layer.required("channels").asInt()));
            }
            Normalize normalize = new Normalize(floats(root.required("mean")), floats(root.required("std")));
            return new BackboneSpec(
                    root.required("name").asText(), root.required("inputSize").asInt(), normalize, layers, onnx);
        } catch (IOException | IllegalArgumentException e) {
            throw new XvadDataException(source + ": not the description of a backbone: " + e.getMessage(), e);
        }
    }

    private static List<Float> floats(JsonNode array) {
        List<Float> values = new ArrayList<>();
        array.forEach(value -> values.add((float) value.asDouble()));
        return values;
    }

    static String write(BackboneSpec spec) {
        ObjectNode root = JSON.createObjectNode();
        root.put("name", spec.name());
        root.put("inputSize", spec.inputSize());
        addAll(root.putArray("mean"), spec.normalize().mean());
        addAll(root.putArray("std"), spec.normalize().std());
        ArrayNode layers = root.putArray("layers");
        for (BackboneSpec.Layer layer : spec.layers()) {
            layers.addObject()
                    .put("name", layer.name())
                    .put("stride", layer.stride())
                    .put("channels", layer.channels());
        }
        return root.toString();
    }

    private static void addAll(ArrayNode array, List<Float> values) {
        values.forEach(array::add);
    }
}

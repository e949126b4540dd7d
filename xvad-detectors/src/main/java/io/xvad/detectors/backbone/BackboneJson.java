package io.xvad.detectors.backbone;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.XvadDataException;
import io.xvad.core.json.JsonObject;
import io.xvad.core.json.JsonText;
import io.xvad.data.preprocess.Normalize;
import java.io.IOException;
import java.util.List;

/** The JSON description beside a backbone's ONNX file. */
final class BackboneJson {

    private BackboneJson() {}

    static BackboneSpec read(String source, String json, byte[] onnx) {
        try {
            JsonObject root = JsonObject.parse(json);
            List<BackboneSpec.Layer> layers = root.objects("layers").stream()
                    .map(layer -> new BackboneSpec.Layer(
                            layer.string("name"), layer.integer("stride"), layer.integer("channels")))
                    .toList();
            Normalize normalize = new Normalize(floats(root, "mean"), floats(root, "std"));
            return new BackboneSpec(root.string("name"), root.integer("inputSize"), normalize, layers, onnx);
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(source + ": not the description of a backbone: " + e.getMessage(), e);
        }
    }

    private static List<Float> floats(JsonObject root, String name) {
        return root.strings(name).stream().map(Float::valueOf).toList();
    }

    static String write(BackboneSpec spec) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField("name", spec.name());
            json.writeNumberField("inputSize", spec.inputSize());
            writeNumbers(json, "mean", spec.normalize().mean());
            writeNumbers(json, "std", spec.normalize().std());
            json.writeArrayFieldStart("layers");
            for (BackboneSpec.Layer layer : spec.layers()) {
                json.writeStartObject();
                json.writeStringField("name", layer.name());
                json.writeNumberField("stride", layer.stride());
                json.writeNumberField("channels", layer.channels());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeNumbers(JsonGenerator json, String name, List<Float> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (float value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }
}

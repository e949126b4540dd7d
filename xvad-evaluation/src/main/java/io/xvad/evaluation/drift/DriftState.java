package io.xvad.evaluation.drift;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.XvadDataException;
import io.xvad.core.json.JsonObject;
import io.xvad.core.json.JsonText;
import io.xvad.core.model.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a monitor needs to go on after a restart, as JSON.
 *
 * @param model tells the model and its calibration from others
 * @param imagesPerFalseAlarm its promise
 * @param images that it has seen
 * @param crossedAt number of the image at which evidence was complete without a warning yet; 0 if there is none
 * @param warnings that stand
 * @param watched all quantities
 */
record DriftState(
        String model,
        long imagesPerFalseAlarm,
        long images,
        long crossedAt,
        List<DriftWarning> warnings,
        List<WatchedQuantity> watched) {

    private static final int VERSION = 1;

    /** Tells a model and its calibration from others. */
    static String model(String fingerprint, NormalCondition normal, double[] scores) {
        return Sha256.of(fingerprint + normal.fingerprint() + Arrays.toString(scores));
    }

    String json() {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeStringField("model", model);
            json.writeNumberField("imagesPerFalseAlarm", imagesPerFalseAlarm);
            json.writeNumberField("images", images);
            json.writeNumberField("crossedAt", crossedAt);
            json.writeArrayFieldStart("warnings");
            for (DriftWarning warning : warnings) {
                warning.write(json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("quantities");
            for (WatchedQuantity one : watched) {
                write(json, one);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, WatchedQuantity one) throws IOException {
        json.writeStartObject();
        json.writeStringField("quantity", DriftWarning.name(one.quantity()));
        json.writeNumberField("accepted", one.accepted());
        write(json, "values", one.reference().values());
        write(json, "counts", one.reference().counts());
        write(json, "statistics", one.evidence().statistics());
        write(json, "cumulative", one.evidence().cumulative());
        write(json, "since", one.evidence().since());
        write(json, "recent", one.recent());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, double[] values) throws IOException {
        json.writeFieldName(name);
        json.writeArray(values, 0, values.length);
    }

    private static void write(JsonGenerator json, String name, long[] values) throws IOException {
        json.writeFieldName(name);
        json.writeArray(values, 0, values.length);
    }

    /**
     * Reads what {@link #json} gave.
     *
     * @param name of the file, for errors
     * @throws XvadDataException if it is something else
     */
    static DriftState parse(String text, String name) {
        try {
            return read(JsonObject.parse(text));
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(name + " does not hold the state of a drift monitor: " + e.getMessage(), e);
        }
    }

    private static DriftState read(JsonObject json) {
        if (json.integer("version") != VERSION) {
            throw new IllegalArgumentException("version " + json.integer("version") + " is not known here");
        }
        List<WatchedQuantity> watched = new ArrayList<>();
        for (JsonObject one : json.objects("quantities")) {
            watched.add(new WatchedQuantity(
                    DriftWarning.quantity(one.string("quantity")),
                    new GrowingReference(doubles(one, "values"), longs(one, "counts")),
                    new ShiryaevRoberts(doubles(one, "statistics"), doubles(one, "cumulative"), longs(one, "since")),
                    doubles(one, "recent"),
                    one.longInteger("accepted")));
        }
        if (watched.stream().map(WatchedQuantity::quantity).distinct().count() != DriftQuantity.values().length) {
            throw new IllegalArgumentException("quantities are missing");
        }
        return new DriftState(
                json.string("model"),
                json.longInteger("imagesPerFalseAlarm"),
                json.longInteger("images"),
                json.longInteger("crossedAt"),
                json.objects("warnings").stream().map(DriftWarning::read).toList(),
                watched);
    }

    private static double[] doubles(JsonObject json, String name) {
        return json.strings(name).stream().mapToDouble(Double::parseDouble).toArray();
    }

    private static long[] longs(JsonObject json, String name) {
        return json.strings(name).stream().mapToLong(Long::parseLong).toArray();
    }
}

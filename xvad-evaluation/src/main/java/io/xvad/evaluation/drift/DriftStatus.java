package io.xvad.evaluation.drift;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonText;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where a {@link DriftMonitor} stands.
 *
 * @param images that it has seen
 * @param evidence natural logarithm of the Shiryaev-Roberts statistic of each quantity; negative infinity before the first image
 * @param limit of the evidence: who reaches it has changed
 * @param warnings those that stand, in order
 */
public record DriftStatus(long images, Map<DriftQuantity, Double> evidence, double limit, List<DriftWarning> warnings) {

    public DriftStatus {
        evidence = Map.copyOf(evidence);
        warnings = List.copyOf(warnings);
    }

    /** The highest evidence of all quantities. */
    public double highestEvidence() {
        return evidence.values().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NEGATIVE_INFINITY);
    }

    /** {@code images}, {@code limit}, {@code evidence} by quantity and {@code warnings} as {@link DriftWarning#json}. */
    public String json() {
        return JsonText.of(this::write);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("images", images);
        json.writeNumberField("limit", limit);
        json.writeObjectFieldStart("evidence");
        for (Map.Entry<DriftQuantity, Double> one : new EnumMap<>(evidence).entrySet()) {
            json.writeFieldName(DriftWarning.name(one.getKey()));
            if (Double.isFinite(one.getValue())) {
                json.writeNumber(one.getValue());
            } else {
                json.writeNull();
            }
        }
        json.writeEndObject();
        json.writeArrayFieldStart("warnings");
        for (DriftWarning warning : warnings) {
            warning.write(json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}

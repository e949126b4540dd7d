package io.xvad.evaluation.drift;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonObject;
import io.xvad.core.json.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Images are no longer like the normal ones, and why.
 *
 * @param image number of the image at which it was raised, counted from 1
 * @param since number of the image at which the change seems to have come
 * @param cause what changed most
 * @param shifts what differs, those of the cause first, then the largest first; of {@link DriftCause#SCORES} the score alone
 */
public record DriftWarning(long image, long since, DriftCause cause, List<DriftShift> shifts) {

    public DriftWarning {
        shifts = List.copyOf(shifts);
    }

    /** One line for people. */
    public String text() {
        return String.format(Locale.ROOT, "drift since about image %d: %s", since, cause.words())
                + (shifts.isEmpty()
                        ? ""
                        : shifts.stream().map(DriftShift::text).collect(Collectors.joining(", ", " (", ")")));
    }

    /** {@code image}, {@code since}, {@code cause}, {@code text} and {@code shifts}, each with {@code quantity}, {@code before}, {@code now}, {@code deviations}. */
    public String json() {
        return JsonText.of(this::write);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("image", image);
        json.writeNumberField("since", since);
        json.writeStringField("cause", cause.name().toLowerCase(Locale.ROOT));
        json.writeStringField("text", text());
        json.writeArrayFieldStart("shifts");
        for (DriftShift shift : shifts) {
            json.writeStartObject();
            json.writeStringField("quantity", name(shift.quantity()));
            json.writeNumberField("before", shift.before());
            json.writeNumberField("now", shift.now());
            json.writeNumberField("deviations", shift.deviations());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static DriftWarning read(JsonObject json) {
        List<DriftShift> shifts = new ArrayList<>();
        for (JsonObject shift : json.objects("shifts")) {
            shifts.add(new DriftShift(
                    quantity(shift.string("quantity")),
                    shift.number("before"),
                    shift.number("now"),
                    shift.number("deviations")));
        }
        DriftCause cause = DriftCause.valueOf(json.string("cause").toUpperCase(Locale.ROOT));
        return new DriftWarning(json.longInteger("image"), json.longInteger("since"), cause, shifts);
    }

    /** The name of a quantity in JSON and metrics, such as {@code shift-right}. */
    static String name(DriftQuantity quantity) {
        return quantity.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static DriftQuantity quantity(String name) {
        return DriftQuantity.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}

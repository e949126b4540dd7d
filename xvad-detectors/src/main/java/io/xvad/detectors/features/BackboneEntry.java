package io.xvad.detectors.features;

import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.backbone.BackboneSpec;
import java.util.List;

/** Writes a backbone into a model file and reads it again, so that a model needs no other file. */
public final class BackboneEntry {

    private static final String NETWORK = "backbone";
    private static final String DESCRIPTION = "backbone-description";

    private BackboneEntry() {}

    /** Writes network and description. */
    public static void write(ModelWriter model, BackboneSpec spec) {
        model.bytes(NETWORK, spec.onnx());
        model.strings(DESCRIPTION, List.of(spec.describe()));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if an entry is missing or broken
     */
    public static BackboneSpec read(ModelReader model) {
        List<String> description = model.strings(DESCRIPTION);
        if (description.size() != 1) {
            throw new XvadModelException("entry '" + DESCRIPTION + "' must hold one text");
        }
        try {
            return BackboneSpec.restore(description.get(0), model.bytes(NETWORK));
        } catch (XvadDataException e) {
            throw new XvadModelException("entry '" + DESCRIPTION + "' is broken: " + e, e);
        }
    }
}

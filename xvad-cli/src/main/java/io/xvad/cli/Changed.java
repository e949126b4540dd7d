package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.Change;
import io.xvad.core.model.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells what was done to a model last. */
record Changed(Provenance provenance, Change last) {

    static Changed of(FittedDetector changed) {
        List<Change> changes = changed.provenance().changes();
        return new Changed(changed.provenance(), changes.get(changes.size() - 1));
    }

    /** {@code model}, {@code detector}, {@code fingerprint} and {@code change}, with kind, date, samples and effect. */
    ObjectNode toJson(Path out) {
        ObjectNode json = Output.mapper().createObjectNode();
        json.put("model", out.toString());
        json.put("detector", provenance.detector());
        json.put("fingerprint", provenance.fingerprint());
        json.putObject("change")
                .put("kind", last.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("date", last.date().toString())
                .put("samples", last.samples())
                .put("effect", last.effect());
        return json;
    }
}

package io.xvad.foundation.model;

import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelStore;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder of several folders of weights, one for each network that a method needs, such as {@code grounding} and {@code sam}. Immutable and thread-safe.
 */
public final class ModelSet {

    private static final String ENTRY = "weights-sha256";

    private final Map<String, FoundationModel> models;

    private ModelSet(Map<String, FoundationModel> models) {
        this.models = models;
    }

    /**
     * The networks of a folder.
     *
     * @param parts names of the folders in it, each of one network
     * @param options with the engine and its threads
     * @throws XvadUnavailableException naming the first of them that is not there, or if there is no engine that runs them
     * @throws XvadModelException if a description cannot be read
     */
    public static ModelSet in(Path folder, List<String> parts, Options options) {
        Map<String, FoundationModel> models = new LinkedHashMap<>();
        parts.forEach(part -> models.put(part, FoundationModel.in(folder.resolve(part), options)));
        return new ModelSet(models);
    }

    /**
     * The networks that a saved model was fitted with: where they were then, or else, each that is not there, in the folder of that name in the {@link ModelStore#standard model store}.
     *
     * @throws XvadUnavailableException if neither is there
     * @throws XvadModelException if of one there are only others
     */
    public static ModelSet again(Path folder, List<String> parts, ModelReader model, Options options) {
        List<String> sha256 = model.strings(ENTRY);
        if (sha256.size() != parts.size()) {
            throw new XvadModelException("entry '" + ENTRY + "' must hold " + parts.size() + " texts");
        }
        Path stored = FoundationModel.stored(folder);
        Map<String, FoundationModel> models = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            List<Path> places = List.of(folder.resolve(part), stored.resolve(part));
            models.put(part, FoundationModel.again(places, sha256.get(i), options));
        }
        return new ModelSet(models);
    }

    /**
     * The network of a part.
     *
     * @throws IllegalArgumentException if there is no such part
     */
    public FoundationModel get(String part) {
        FoundationModel model = models.get(part);
        if (model == null) {
            throw new IllegalArgumentException("no part '" + part + "' among " + models.keySet());
        }
        return model;
    }

    /** The entries of the provenance of a detector that rests on them. */
    public List<ExternalModel> external() {
        return models.values().stream().map(FoundationModel::external).toList();
    }

    /** Writes which weights a fitted detector rests on. */
    public void write(ModelWriter model) {
        model.strings(
                ENTRY, models.values().stream().map(FoundationModel::sha256).toList());
    }
}

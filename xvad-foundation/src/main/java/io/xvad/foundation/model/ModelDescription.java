package io.xvad.foundation.model;

import io.xvad.core.XvadModelException;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code model.json} says of the networks in a weights folder. Immutable and thread-safe.
 *
 * @param kind architecture, such as {@code clip}, {@code dinov2}, {@code sam} or {@code grounding-dino}
 * @param variant name of the method whose graphs these are, or {@code plain}
 * @param name of the checkpoint, as its maker calls it
 * @param checkpointSha256 SHA-256 of the checkpoint that was exported
 * @param licence of the weights
 * @param graphs files of the networks, by their names
 * @param arrays files of learned arrays beside them, by their names
 * @param image how an image becomes what the networks take, where they take one
 * @param text how a sentence becomes what the networks take, where they take one
 * @param golden file of golden values; empty where only others' networks are
 * @param attributes all else, by name: texts, numbers, lists of numbers
 */
public record ModelDescription(
        String kind,
        String variant,
        String name,
        String checkpointSha256,
        String licence,
        Map<String, Graph> graphs,
        Map<String, FileEntry> arrays,
        Optional<ImageInput> image,
        Optional<TextInput> text,
        Optional<FileEntry> golden,
        JsonObject attributes) {

    /** Name of the file in a weights folder. */
    public static final String FILE = "model.json";

    private static final int FORMAT = 1;

    public ModelDescription {
        graphs = Collections.unmodifiableMap(new LinkedHashMap<>(graphs));
        arrays = Map.copyOf(arrays);
    }

    /**
     * An ONNX model.
     *
     * @param file the model
     * @param weights its weights, where they lie in a file of their own beside it
     * @param foreign how to take it, where another exporter wrote it
     */
    record Graph(FileEntry file, Optional<FileEntry> weights, Optional<Adaptation> foreign) {

        static Graph of(JsonObject json) {
            return new Graph(
                    FileEntry.of(json),
                    json.has("weights") ? Optional.of(FileEntry.of(json.object("weights"))) : Optional.empty(),
                    json.has("foreign") ? Optional.of(Adaptation.of(json.object("foreign"))) : Optional.empty());
        }

        /** The model in a folder; it and its weights were checked. */
        Path in(Path folder) {
            weights.ifPresent(file -> file.in(folder));
            return file.in(folder);
        }
    }

    /**
     * How a sentence becomes tokens.
     *
     * @param tokenizer name of the tokenizer
     * @param vocabulary its file
     * @param context tokens in a sequence
     */
    public record TextInput(String tokenizer, FileEntry vocabulary, int context) {

        static TextInput of(JsonObject json) {
            return new TextInput(json.string("tokenizer"), FileEntry.of(json), json.integer("context"));
        }
    }

    /**
     * Reads the description of a folder.
     *
     * @throws XvadModelException naming the file, if it cannot be read or is of another format
     */
    static ModelDescription read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return of(JsonObject.parse(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new XvadModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static ModelDescription of(JsonObject json) {
        if (json.integer("format") != FORMAT) {
            throw new IllegalArgumentException(
                    "its format is " + json.integer("format") + ", this version reads format " + FORMAT);
        }
        return new ModelDescription(
                json.string("kind"),
                json.string("variant"),
                json.string("name"),
                json.string("checkpoint-sha256"),
                json.string("licence"),
                graphs(json.object("graphs")),
                json.has("arrays") ? arrays(json.object("arrays")) : Map.of(),
                json.has("image") ? Optional.of(ImageInput.of(json.object("image"))) : Optional.empty(),
                json.has("text") ? Optional.of(TextInput.of(json.object("text"))) : Optional.empty(),
                json.has("golden") ? Optional.of(FileEntry.of(json.object("golden"))) : Optional.empty(),
                json.has("attributes") ? json.object("attributes") : JsonObject.parse("{}"));
    }

    private static Map<String, Graph> graphs(JsonObject json) {
        Map<String, Graph> graphs = new LinkedHashMap<>();
        json.names().forEach(name -> graphs.put(name, Graph.of(json.object(name))));
        return graphs;
    }

    private static Map<String, FileEntry> arrays(JsonObject json) {
        Map<String, FileEntry> arrays = new LinkedHashMap<>();
        json.names().forEach(name -> arrays.put(name, FileEntry.of(json.object(name))));
        return arrays;
    }

    /**
     * A list of whole numbers among the attributes.
     *
     * @throws XvadModelException if there is none of that name, or something else in it
     */
    public List<Integer> integers(String attribute) {
        try {
            return attributes.strings(attribute).stream().map(Integer::valueOf).toList();
        } catch (IllegalArgumentException e) {
            throw lacking(attribute, e);
        }
    }

    /**
     * A whole number among the attributes.
     *
     * @throws XvadModelException if there is none of that name
     */
    public int integer(String attribute) {
        return (int) number(attribute);
    }

    /**
     * A number among the attributes.
     *
     * @throws XvadModelException if there is none of that name
     */
    public double number(String attribute) {
        try {
            return attributes.number(attribute);
        } catch (IllegalArgumentException e) {
            throw lacking(attribute, e);
        }
    }

    private static XvadModelException lacking(String attribute, IllegalArgumentException e) {
        return new XvadModelException(
                FILE + " must say '" + attribute + "' among its attributes: " + e.getMessage(), e);
    }
}

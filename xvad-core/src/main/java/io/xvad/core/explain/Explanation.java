package io.xvad.core.explain;

import io.xvad.core.Detection;
import io.xvad.core.XvadDataException;
import io.xvad.core.model.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why a detector gave a score.
 *
 * @param detection the detection it explains
 * @param evidence what was found, the most important first
 * @param quality what was measured of this explanation; empty until it has been measured
 * @param audit how it was made
 */
public record Explanation(Detection detection, List<Evidence> evidence, List<Quality> quality, AuditRecord audit) {

    public Explanation {
        evidence = List.copyOf(evidence);
        quality = List.copyOf(quality);
    }

    /** The evidence of one type, in order. */
    public <E extends Evidence> Stream<E> evidence(Class<E> type) {
        return evidence.stream().filter(type::isInstance).map(type::cast);
    }

    /** The same explanation with these measurements. */
    public Explanation withQuality(List<Quality> measured) {
        return new Explanation(detection, evidence, measured, audit);
    }

    /** This explanation as JSON text; {@link #fromJson} gives back an equal one. */
    public String toJson() {
        return new ExplanationJson(new InlineValues()).write(this);
    }

    /**
     * Reads what {@link #toJson} wrote. Custom evidence of unknown types comes back as {@link OpaqueEvidence}.
     *
     * @throws IllegalArgumentException if the text is no such JSON; the message names the field
     */
    public static Explanation fromJson(String json) {
        return new ExplanationJson(new InlineValues()).read(json);
    }

    /**
     * Writes this explanation to a JSON file; the values of maps and images go where {@code storage} says. Files beside it lie in
     * a folder of its name: those of {@code photo.verbal.json} in {@code photo.verbal}.
     *
     * @throws XvadDataException naming the file, if it cannot be written
     */
    public void save(Path file, ArrayStorage storage) {
        ArrayValues values = storage == ArrayStorage.JSON ? new InlineValues() : new ValuesBeside(file, storage);
        String json = new ExplanationJson(values).write(this);
        WholeFile.write(file, out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads what {@link #save} wrote, wherever the values of maps and images are; they must not have been left out.
     *
     * @throws XvadDataException naming the file, if it or one beside it cannot be read
     * @throws IllegalArgumentException if the text is no such JSON; the message names the field
     */
    public static Explanation load(Path file) {
        try {
            return new ExplanationJson(new ValuesBeside(file, ArrayStorage.NPY)).read(Files.readString(file));
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}

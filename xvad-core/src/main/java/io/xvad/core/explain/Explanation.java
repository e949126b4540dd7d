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
        return ExplanationJson.write(this, new InlineArrays());
    }

    /** This explanation as JSON text with the shapes of maps and images, but not their values; it cannot be read back. */
    public String toJsonWithoutArrays() {
        return ExplanationJson.write(this, (json, values, shape) -> {});
    }

    /**
     * Reads what {@link #toJson} wrote. Custom evidence of unknown types comes back as {@link OpaqueEvidence}.
     *
     * @throws IllegalArgumentException if the text is no such JSON; the message names the field
     */
    public static Explanation fromJson(String json) {
        return ExplanationJson.read(json, new InlineArrays());
    }

    /**
     * Writes this explanation to a JSON file. The values of maps and images go where {@code storage} says; an archive of them has
     * the name of the file: {@code photo.verbal.npz} beside {@code photo.verbal.json}.
     *
     * @throws XvadDataException naming the file, if it cannot be written
     */
    public void save(Path file, ArrayStorage storage) {
        switch (storage) {
            case NPZ, NPZ16 -> {
                Path archive = ArchiveWriter.beside(file);
                WholeFile.write(archive, out -> {
                    ArchiveWriter values = new ArchiveWriter(archive, storage == ArrayStorage.NPZ16, out);
                    write(ExplanationJson.write(this, values), file);
                    values.finish();
                });
            }
            case JSON -> write(toJson(), file);
            case NONE -> write(toJsonWithoutArrays(), file);
        }
    }

    private static void write(String json, Path file) {
        WholeFile.write(file, out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads what {@link #save} wrote, wherever the values of maps and images are; they must not have been left out.
     *
     * @throws XvadDataException naming the file, if it or the archive beside it cannot be read
     * @throws IllegalArgumentException if the text is no such JSON; the message names the field
     */
    public static Explanation load(Path file) {
        try {
            return ExplanationJson.read(Files.readString(file), new FileArrays(file));
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}

package io.xvad.evaluation.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.XvadDataException;
import io.xvad.core.model.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The runs that are done, a small JSON file each. */
final class RunFiles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".json";

    private final Path directory;

    RunFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * What a run measured, if it was done.
     *
     * @throws XvadDataException naming its file, if that is broken
     */
    Optional<RunMeasurement> read(RunId id) {
        Path file = directory.resolve(name(id));
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RunJson.read(JSON.readTree(file.toFile())));
        } catch (IOException | IllegalArgumentException e) {
            throw new XvadDataException(
                    file + ": is no run of a benchmark (" + firstLine(e) + "); delete it, and it is measured again", e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Keeps what a run measured; the file appears whole or not at all. */
    void write(RunId id, RunMeasurement measurement) {
        try {
            byte[] text = JSON.writeValueAsString(RunJson.of(id, measurement)).getBytes(StandardCharsets.UTF_8);
            WholeFile.write(directory.resolve(name(id)), out -> out.write(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many files of other runs lie there: of other options, data, seeds, or of another version. */
    long others(Collection<RunId> ours) {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        Set<String> names = ours.stream().map(RunFiles::name).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(ENDING) && !names.contains(name))
                    .count();
        } catch (IOException e) {
            throw new XvadDataException(directory + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String name(RunId id) {
        String words = id.detector() + "-" + id.data() + "-" + id.seed();
        String plain = words.replaceAll("[^A-Za-z0-9_-]+", "-");
        return plain.substring(0, Math.min(100, plain.length())) + "-" + id.key() + ENDING;
    }
}

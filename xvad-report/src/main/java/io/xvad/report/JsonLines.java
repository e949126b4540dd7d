package io.xvad.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.XvadDataException;
import io.xvad.core.model.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A file of one JSON object a line, each of which is there as soon as it was added. Not thread-safe. */
public final class JsonLines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private boolean begun;

    /** A file that is yet to be written; an older one of this name goes when the first line is added. */
    public JsonLines(Path file) {
        this.file = file;
    }

    /**
     * Reads the lines of a file that may have been left in the middle of one: the last line is passed over if it is torn.
     *
     * @return none if there is no such file
     * @throws XvadDataException naming the file and the line, if another line is not JSON or the file cannot be read
     */
    public static List<JsonNode> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            // a line may be torn within a character
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            List<String> lines = text.lines().toList();
            List<JsonNode> nodes = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                try {
                    nodes.add(JSON.readTree(lines.get(i)));
                } catch (JsonProcessingException e) {
                    if (i < lines.size() - 1) {
                        throw new XvadDataException(file + ", line " + (i + 1) + ": is not JSON", e);
                    }
                }
            }
            return nodes;
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes the file anew with these lines; those added later follow them.
     *
     * @throws XvadDataException naming the file, if it cannot be written
     */
    public void begin(List<? extends JsonNode> nodes) {
        StringBuilder text = new StringBuilder();
        nodes.forEach(node -> text.append(node).append('\n'));
        WholeFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
        begun = true;
    }

    /**
     * Adds a line.
     *
     * @throws XvadDataException naming the file, if it cannot be written
     */
    public void add(JsonNode node) {
        if (!begun) {
            begin(List.of(node));
            return;
        }
        try {
            Files.writeString(file, node + "\n", StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}

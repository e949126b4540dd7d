package io.xvad.language.record;

import io.xvad.core.XvadDataException;
import io.xvad.core.json.JsonObject;
import io.xvad.core.json.JsonText;
import io.xvad.core.model.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of answers, a JSON object a line, that only grows: an answer is there as soon as it was given, so that a run that is stopped loses none. Holds the key of each
 * question, its model, sample, first words and the SHA-256 of its images, and the answer: no key of a server, no address, no image. Of two answers to one question the later counts. Thread-safe;
 * two processes must not write the same file at once.
 */
public final class Recording {

    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);

    private static final int FORMAT = 1;

    private final Path file;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /** Whether the last line has no end. */
    private boolean cutOff;

    private Recording(Path file) {
        this.file = file;
    }

    /**
     * Opens a file; one that is not there is begun with the first answer. A line that was cut off when a run was stopped is left out.
     *
     * @throws XvadDataException naming the file, if it cannot be read
     */
    public static Recording open(Path file) {
        Recording recording = new Recording(file);
        if (Files.exists(file)) {
            recording.read();
        }
        return recording;
    }

    /**
     * Begins a file without answers, if it is not there, with the directories above it.
     *
     * @throws XvadDataException naming the file, if it cannot be written
     */
    public static void begin(Path file) {
        WholeFile.requireWritable(file);
        if (!Files.exists(file)) {
            WholeFile.write(file, out -> {});
        }
    }

    private void read() {
        int broken = 0;
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            cutOff = !text.isEmpty() && !text.endsWith("\n");
            for (String line : text.split("\n")) {
                broken += line.isBlank() || known(line) ? 0 : 1;
            }
        } catch (IOException e) {
            throw new XvadDataException(file + ": the recording cannot be read: " + e, e);
        }
        if (broken > 0 && answers.isEmpty()) {
            throw new XvadDataException(file + ": is no recording");
        }
        if (broken > 0) {
            LOG.warn("{}: lines that are cut off, left out: {}", file, broken);
        }
    }

    private boolean known(String line) {
        try {
            JsonObject json = JsonObject.parse(line);
            if (json.integer("format") != FORMAT) {
                throw new XvadDataException(file + ": is of format " + json.integer("format") + ", not " + FORMAT);
            }
            answers.put(json.string("key"), Answer.parse(json.object("answer")));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The answer to a question, if it was given. */
    public Optional<Answer> find(Question question) {
        return Optional.ofNullable(answers.get(question.key()));
    }

    /**
     * Adds an answer at the end of the file.
     *
     * @throws XvadDataException naming the file, if it cannot be written
     */
    public synchronized void add(Question question, Answer answer) {
        try {
            String line = (cutOff ? "\n" : "") + line(question, answer) + "\n";
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            cutOff = true;
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            cutOff = false;
        } catch (IOException e) {
            throw new XvadDataException(file + ": the recording cannot be written: " + e, e);
        }
        answers.put(question.key(), answer);
    }

    private static String line(Question question, Answer answer) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeStringField("key", question.key());
            json.writeObjectFieldStart("question");
            json.writeStringField("model", question.model());
            json.writeNumberField("sample", question.sample());
            json.writeStringField("opening", question.opening());
            json.writeArrayFieldStart("images");
            for (String image : question.images()) {
                json.writeString(image);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeFieldName("answer");
            json.writeRawValue(answer.toJson());
            json.writeEndObject();
        });
    }

    /** The number of questions that have an answer. */
    public int size() {
        return answers.size();
    }

    /** Where it lies. */
    public Path file() {
        return file;
    }
}

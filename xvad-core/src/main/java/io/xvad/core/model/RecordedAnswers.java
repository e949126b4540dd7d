package io.xvad.core.model;

import io.xvad.core.XvadUnavailableException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Answers of something that may answer differently each time, each under the question it was given to. A question that was
 * asked before gets the recorded answer, so that a detector of {@link io.xvad.core.Determinism#RECORDED} gives the same
 * detection again; answers are saved with the model. Thread-safe.
 */
public final class RecordedAnswers {

    private static final String ENTRY = "recorded-answers";

    private final Map<String, String> answers = new ConcurrentHashMap<>();

    private RecordedAnswers(Map<String, String> answers) {
        this.answers.putAll(answers);
    }

    /** A record without answers yet. */
    public static RecordedAnswers none() {
        return new RecordedAnswers(Map.of());
    }

    /**
     * Those of a model file; none if it has none.
     *
     * @throws io.xvad.core.XvadModelException if the entry is broken
     */
    public static RecordedAnswers read(ModelReader model) {
        return model.has(ENTRY) ? new RecordedAnswers(model.properties(ENTRY)) : none();
    }

    /** Writes all, in the order of their questions' digests. */
    public void write(ModelWriter model) {
        model.properties(ENTRY, new TreeMap<>(answers));
    }

    /**
     * The answer to a question.
     *
     * @param question all that the answer depends on, such as a prompt and the digest of an image; only its SHA-256 is kept
     * @param asking gives the answer if there is none yet; asked once, though several threads wait for it
     */
    public String answer(String question, Supplier<String> asking) {
        return answers.computeIfAbsent(Sha256.of(question), digest -> asking.get());
    }

    /**
     * The recorded answer to a question.
     *
     * @throws XvadUnavailableException if it was never asked
     */
    public String replay(String question) {
        return answer(question, () -> {
            throw new XvadUnavailableException("there is no recorded answer to this question, and nothing to ask");
        });
    }

    /** The number of answers. */
    public int size() {
        return answers.size();
    }
}

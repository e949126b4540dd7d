package io.xvad.core.model;

import io.xvad.core.XvadUnavailableException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Answers of something that may answer differently each time, each under the question it was given to. A question that was
 * asked before gets the recorded answer, so that a detector of {@link io.xvad.core.Determinism#RECORDED} gives the same
 * detection again; answers are saved with the model. Thread-safe.
 */
public final class RecordedAnswers {

    private static final String ENTRY = "recorded-answers";

    /** Those that are being asked for are not done yet. */
    private final Map<String, CompletableFuture<String>> answers = new ConcurrentHashMap<>();

    private RecordedAnswers(Map<String, String> answers) {
        answers.forEach((digest, answer) -> this.answers.put(digest, CompletableFuture.completedFuture(answer)));
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
        model.properties(ENTRY, given());
    }

    private SortedMap<String, String> given() {
        SortedMap<String, String> given = new TreeMap<>();
        answers.forEach((digest, answer) -> {
            if (answer.isDone() && !answer.isCompletedExceptionally()) {
                given.put(digest, answer.join());
            }
        });
        return given;
    }

    /**
     * The answer to a question.
     *
     * @param question all that the answer depends on, such as a prompt and the digest of an image; only its SHA-256 is kept
     * @param asking gives the answer if there is none yet; asked once, though several threads wait for it; nobody waits for another question
     * @throws CancellationException if the thread is interrupted while another asks
     */
    public String answer(String question, Supplier<String> asking) {
        String digest = Sha256.of(question);
        while (true) {
            CompletableFuture<String> own = new CompletableFuture<>();
            CompletableFuture<String> known = answers.putIfAbsent(digest, own);
            if (known == null) {
                return asked(digest, own, asking);
            }
            Optional<String> answer = awaited(known);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    private String asked(String digest, CompletableFuture<String> own, Supplier<String> asking) {
        try {
            String answer = asking.get();
            own.complete(answer);
            return answer;
        } catch (RuntimeException | Error e) {
            answers.remove(digest, own);
            own.completeExceptionally(e);
            throw e;
        }
    }

    /** Waits for the answer that another thread asks for; empty if that failed. */
    private static Optional<String> awaited(CompletableFuture<String> answer) {
        try {
            return Optional.of(answer.get());
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("cancelled: the thread was interrupted");
        }
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
        return given().size();
    }
}

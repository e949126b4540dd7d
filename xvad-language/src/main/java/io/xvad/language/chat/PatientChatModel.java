package io.xvad.language.chat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.progress.Cancellation;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a model within a budget, and again where the server says that it is busy, fails, or gives no answer in time: never where it refuses the question, the key, or the
 * content, which is an answer without text and with {@link FinishReason#CONTENT_FILTER}. Waits as long as the server asks for, else twice as long each time. Thread-safe if the model is.
 */
public final class PatientChatModel implements ChatModel {

    private static final Logger LOG = LoggerFactory.getLogger(PatientChatModel.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 7;

    /** How time passes between two tries. */
    interface Pause {
        void of(Duration length) throws InterruptedException;
    }

    private final ChatModel model;
    private final String where;
    private final int retries;
    private final Budget budget;
    private final Pause pause;

    /**
     * A model that is asked with patience.
     *
     * @param model which retries nothing itself
     * @param where it answers, for messages
     * @param retries most tries after the first, at least 0
     * @param budget is spent by each try
     */
    public PatientChatModel(ChatModel model, String where, int retries, Budget budget) {
        this(model, where, retries, budget, length -> Thread.sleep(length.toMillis()));
    }

    PatientChatModel(ChatModel model, String where, int retries, Budget budget, Pause pause) {
        this.model = model;
        this.where = where;
        this.retries = retries;
        this.budget = budget;
        this.pause = pause;
    }

    /**
     * Asks.
     *
     * @throws XvadUnavailableException with a line that says why, if there is no answer, or the budget is used up
     * @throws CancellationException if the thread is interrupted
     */
    @Override
    public ChatResponse doChat(ChatRequest request) {
        for (int tried = 0; ; tried++) {
            try {
                return once(request);
            } catch (XvadUnavailableException | CancellationException e) {
                throw e;
            } catch (ContentFilteredException e) {
                return withheld();
            } catch (RuntimeException e) {
                Cancellation.check();
                Failure failure = Failure.of(e);
                Duration next =
                        failure.retryAfter().orElse(FIRST_PAUSE.multipliedBy(1L << Math.min(tried, MOST_DOUBLINGS)));
                if (!failure.kind().passes() || tried == retries || next.compareTo(LONGEST_PAUSE) > 0) {
                    throw new XvadUnavailableException(failure.inWords(where) + tries(tried + 1), e);
                }
                LOG.debug("try {} failed ({}), the next in {}", tried + 1, failure.kind(), next);
                rest(next);
            }
        }
    }

    private static ChatResponse withheld() {
        return ChatResponse.builder()
                .aiMessage(AiMessage.builder().build())
                .finishReason(FinishReason.CONTENT_FILTER)
                .build();
    }

    private static String tries(int tried) {
        return tried == 1 ? "" : " (tried " + tried + " times)";
    }

    private ChatResponse once(ChatRequest request) {
        Cancellation.check();
        budget.begin();
        long start = System.nanoTime();
        ChatResponse response;
        try {
            response = model.chat(request);
        } finally {
            budget.waited(Duration.ofNanos(System.nanoTime() - start));
        }
        budget.answered(response.tokenUsage());
        return response;
    }

    private void rest(Duration length) {
        budget.waited(length);
        try {
            pause.of(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Cancellation.check();
        }
    }
}

package io.xvad.language.chat;

import dev.langchain4j.model.output.TokenUsage;
import io.xvad.core.XvadUnavailableException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts what is spent on a model, and refuses a call when a limit is reached. Thread-safe. */
public final class Budget {

    private static final double NANOS = 1e9;

    private final Limits limits;
    private long calls;
    private long input;
    private long output;
    private long nanos;
    private boolean uncounted;

    /** A budget of which nothing is spent. */
    public Budget(Limits limits) {
        this.limits = limits;
    }

    /**
     * What was spent.
     *
     * @param calls calls of the server
     * @param input tokens read
     * @param output tokens written
     * @param seconds waited for answers and between tries, in all
     * @param cost by the prices of the limits
     */
    public record Spent(long calls, long input, long output, double seconds, double cost) {

        /** In words: {@code 3 calls, 1200 tokens, 4.1 s, cost 0.0021}. */
        public String inWords() {
            String price = cost > 0 ? String.format(Locale.ROOT, ", cost %.4f", cost) : "";
            return String.format(
                            Locale.ROOT,
                            "%d %s, %d tokens, %.1f s",
                            calls,
                            calls == 1 ? "call" : "calls",
                            input + output,
                            seconds)
                    + price;
        }
    }

    /**
     * Counts a call that begins.
     *
     * @throws XvadUnavailableException if a limit is reached, saying which and what was spent, or if one of tokens or of the cost is set and an answer came without their number
     */
    public synchronized void begin() {
        requireCounted("max-tokens", limits.tokens());
        requireCounted("max-cost", limits.cost());
        Spent spent = spent();
        require("max-calls", calls, limits.calls(), spent);
        require("max-tokens", input + output, limits.tokens(), spent);
        require("max-seconds", spent.seconds(), limits.seconds(), spent);
        require("max-cost", spent.cost(), limits.cost(), spent);
        calls++;
    }

    private void requireCounted(String limit, double most) {
        if (most > 0 && uncounted) {
            throw new XvadUnavailableException(
                    limit
                            + " cannot be kept: the server does not say how many tokens an answer took; limit max-calls or max-seconds instead");
        }
    }

    private static void require(String limit, double used, double most, Spent spent) {
        if (most > 0 && used >= most) {
            throw new XvadUnavailableException("the budget is used up (" + limit + "): " + spent.inWords()
                    + "; answers in a recording (-o recording=FILE) are kept and not asked for again");
        }
    }

    /** Counts time that passed, for an answer or until the next try. */
    public synchronized void waited(Duration time) {
        nanos += time.toNanos();
    }

    /** Counts the tokens of an answer; those that the server does not tell are missed when the next call begins. */
    public synchronized void answered(@Nullable TokenUsage usage) {
        long read = usage == null ? 0 : tokens(usage.inputTokenCount());
        long written = usage == null ? 0 : tokens(usage.outputTokenCount());
        input += read;
        output += written;
        uncounted |= read + written == 0;
    }

    private static int tokens(@Nullable Integer counted) {
        return counted == null ? 0 : counted;
    }

    /** What was spent so far. */
    public synchronized Spent spent() {
        return new Spent(calls, input, output, nanos / NANOS, limits.cost(input, output));
    }
}

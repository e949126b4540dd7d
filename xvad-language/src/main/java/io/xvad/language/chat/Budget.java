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
     * @param seconds waited for answers, in all
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
     * @throws XvadUnavailableException if a limit is reached, saying which and what was spent
     */
    public synchronized void begin() {
        Spent spent = spent();
        require("max-calls", calls, limits.calls(), spent);
        require("max-tokens", input + output, limits.tokens(), spent);
        require("max-seconds", spent.seconds(), limits.seconds(), spent);
        require("max-cost", spent.cost(), limits.cost(), spent);
        calls++;
    }

    private static void require(String limit, double used, double most, Spent spent) {
        if (most > 0 && used >= most) {
            throw new XvadUnavailableException("the budget is used up (" + limit + "): " + spent.inWords()
                    + "; answers in a recording (-o recording=FILE) are kept and not asked for again");
        }
    }

    /** Counts what a call has taken; the server need not tell its tokens. */
    public synchronized void end(@Nullable TokenUsage usage, Duration waited) {
        nanos += waited.toNanos();
        if (usage != null) {
            input += tokens(usage.inputTokenCount());
            output += tokens(usage.outputTokenCount());
        }
    }

    private static int tokens(@Nullable Integer counted) {
        return counted == null ? 0 : counted;
    }

    /** What was spent so far. */
    public synchronized Spent spent() {
        return new Spent(calls, input, output, nanos / NANOS, limits.cost(input, output));
    }
}

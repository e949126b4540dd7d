package io.xvad.language.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.xvad.core.XvadUnavailableException;
import io.xvad.language.Scripted;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class PatientChatModelTest {

    private static final ChatRequest REQUEST =
            ChatRequest.builder().messages(UserMessage.from("q")).build();
    private static final String WHERE = "http://host/v1";

    private final List<Duration> pauses = new ArrayList<>();

    private PatientChatModel patient(Scripted model, int retries, Limits limits) {
        return new PatientChatModel(model, WHERE, retries, new Budget(limits), pauses::add);
    }

    private String text(Scripted model, int retries) {
        return patient(model, retries, Limits.none()).chat(REQUEST).aiMessage().text();
    }

    private static RateLimitException wait(int seconds) {
        return new RateLimitException(new RefusedException(429, "slow down", Optional.of(Duration.ofSeconds(seconds))));
    }

    @Test
    void whatPassesIsTriedAgainAsLaterAsTheServerWants() {
        assertThat(text(
                        Scripted.of(wait(7), new TimeoutException("late"), new InternalServerException("oh"), "yes"),
                        3))
                .isEqualTo("yes");
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void whatDoesNotPassIsNotTriedAgain() {
        for (RuntimeException failure : List.of(
                new InvalidRequestException("no image"),
                new AuthenticationException("wrong key sk-secret"),
                new UncheckedIOException(new ConnectException("refused")),
                new IllegalStateException("what"))) {
            Scripted model = Scripted.of(failure);
            assertThatThrownBy(() -> text(model, 3))
                    .isInstanceOf(XvadUnavailableException.class)
                    .hasMessageStartingWith(WHERE)
                    .hasMessageNotContaining("sk-secret")
                    .hasMessageNotContaining("\n");
            assertThat(model.asked()).hasSize(1);
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    void whatIsWithheldIsAnAnswerWithoutText() {
        Scripted model = Scripted.of(new ContentFilteredException("no"));
        ChatResponse response = patient(model, 3, Limits.none()).chat(REQUEST);
        assertThat(response.aiMessage().text()).isNull();
        assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void givesUpAfterTheRetriesAndAtOnceWhereTheWaitIsTooLong() {
        assertThatThrownBy(() -> text(Scripted.of(new InternalServerException("oh")), 2))
                .hasMessage(WHERE + " fails: oh (tried 3 times)");
        assertThatThrownBy(() -> text(Scripted.of(wait(100_000)), 2)).hasMessageContaining("asks to wait");
    }

    @Test
    void aBudgetIsNotOverspentAndSaysWhatWasSpent() {
        PatientChatModel model = patient(Scripted.of("yes"), 0, new Limits(2, 0, 0, 0, 0, 0));
        model.chat(REQUEST);
        model.chat(REQUEST);
        assertThatThrownBy(() -> model.chat(REQUEST))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageStartingWith("the budget is used up (max-calls): 2 calls, 240 tokens, 0.0 s");
    }

    @Test
    void triesCountAsCalls() {
        assertThatThrownBy(() -> patient(Scripted.of(wait(1)), 5, new Limits(2, 0, 0, 0, 0, 0))
                        .chat(REQUEST))
                .hasMessageContaining("(max-calls): 2 calls");
    }

    @Test
    void tokensAndCostAreLimitedToo() {
        PatientChatModel byTokens = patient(Scripted.of("yes"), 0, new Limits(0, 100, 0, 0, 0, 0));
        byTokens.chat(REQUEST);
        assertThatThrownBy(() -> byTokens.chat(REQUEST)).hasMessageContaining("(max-tokens)");
        PatientChatModel byCost = patient(Scripted.of("yes"), 0, new Limits(0, 0, 0, 0.0001, 1, 5));
        byCost.chat(REQUEST);
        assertThatThrownBy(() -> byCost.chat(REQUEST))
                .hasMessageContaining("(max-cost)")
                .hasMessageContaining("cost 0.0002");
        Budget late = new Budget(new Limits(0, 0, 3, 0, 0, 0));
        late.waited(Duration.ofSeconds(3));
        assertThatThrownBy(late::begin).hasMessageContaining("(max-seconds): 0 calls, 0 tokens, 3.0 s");
    }

    @Test
    void aLimitOfTokensOrCostNeedsAServerThatCountsThem() {
        ChatResponse uncounted =
                ChatResponse.builder().aiMessage(AiMessage.from("yes")).build();
        for (Limits limits : List.of(new Limits(0, 100, 0, 0, 0, 0), new Limits(0, 0, 0, 1, 1, 1))) {
            PatientChatModel model = patient(Scripted.of(uncounted), 0, limits);
            model.chat(REQUEST);
            assertThatThrownBy(() -> model.chat(REQUEST))
                    .isInstanceOf(XvadUnavailableException.class)
                    .hasMessageContaining(" cannot be kept: the server does not say how many tokens an answer took")
                    .hasMessageNotContaining("\n");
        }
        PatientChatModel byCalls = patient(Scripted.of(uncounted), 0, new Limits(2, 0, 0, 0, 0, 0));
        byCalls.chat(REQUEST);
        assertThat(byCalls.chat(REQUEST)).isEqualTo(uncounted);
    }

    @Test
    void thePausesBetweenTriesCountAsSeconds() {
        assertThatThrownBy(() -> patient(Scripted.of(wait(7)), 5, new Limits(0, 0, 5, 0, 0, 0))
                        .chat(REQUEST))
                .hasMessageContaining("(max-seconds): 1 call, 0 tokens, 7.0 s");
    }

    @Test
    void aLimitOfTheCostNeedsPrices() {
        assertThatThrownBy(() -> new Limits(0, 0, 0, 1, 0, 0)).hasMessageContaining("input-price");
    }

    @Test
    void anInterruptedThreadAsksNobody() {
        Scripted model = Scripted.of("yes");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> text(model, 0)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(model.asked()).isEmpty();
    }

    @Test
    void anEndpointHoldsNoSecret() {
        assertThatThrownBy(
                        () -> new Endpoint(URI.create("http://me:pass@host/v1"), "m", Optional.empty(), Duration.ZERO))
                .hasMessageNotContaining("pass@");
        assertThatThrownBy(
                        () -> new Endpoint(URI.create("http://host/v1?key=abc"), "m", Optional.empty(), Duration.ZERO))
                .hasMessageContaining("query")
                .hasMessageNotContaining("abc");
        assertThatThrownBy(() ->
                        new Endpoint(URI.create("http://me:pass@my_host/v1"), "m", Optional.empty(), Duration.ZERO))
                .hasMessageNotContaining("pass@");
        assertThatThrownBy(() -> Endpoint.url("http://me:p^ss@host/v1")).hasMessageNotContaining("p^ss");
        Endpoint endpoint = new Endpoint(
                URI.create("http://host:8080/v1"), "m", Optional.of(Secret.of("sk-secret")), Duration.ZERO);
        assertThat(endpoint.where()).isEqualTo("http://host:8080/v1");
        assertThat(endpoint.toString()).doesNotContain("sk-secret");
    }
}

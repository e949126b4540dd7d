package io.xvad.language.record;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.xvad.core.json.JsonObject;
import io.xvad.core.json.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered. Immutable.
 *
 * @param text what it said; empty if nothing
 * @param finish why it ended, if the server says so
 * @param inputTokens tokens it read; 0 if the server does not say
 * @param outputTokens tokens it wrote; 0 if the server does not say
 * @param model the model that answered, as the server names it; empty if it does not
 * @param latency how long it took
 * @param date when it answered
 */
public record Answer(
        Optional<String> text,
        Optional<FinishReason> finish,
        int inputTokens,
        int outputTokens,
        String model,
        Duration latency,
        Instant date) {

    /** The answer in a response. */
    public static Answer of(ChatResponse response, Duration latency, Instant date) {
        TokenUsage usage = response.tokenUsage();
        return new Answer(
                Optional.ofNullable(response.aiMessage().text()),
                Optional.ofNullable(response.finishReason()),
                usage == null ? 0 : count(usage.inputTokenCount()),
                usage == null ? 0 : count(usage.outputTokenCount()),
                response.modelName() == null ? "" : response.modelName(),
                latency,
                date);
    }

    private static int count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if a field is missing or wrong
     */
    static Answer parse(JsonObject json) {
        return new Answer(
                json.has("text") ? Optional.of(json.string("text")) : Optional.empty(),
                json.has("finish") ? Optional.of(FinishReason.valueOf(json.string("finish"))) : Optional.empty(),
                json.integer("inputTokens"),
                json.integer("outputTokens"),
                json.string("model"),
                Duration.ofMillis(json.longInteger("millis")),
                Instant.ofEpochMilli(json.longInteger("date")));
    }

    /** As a JSON object. */
    String toJson() {
        return JsonText.of(json -> {
            json.writeStartObject();
            if (text.isPresent()) {
                json.writeStringField("text", text.get());
            }
            if (finish.isPresent()) {
                json.writeStringField("finish", finish.get().name());
            }
            json.writeNumberField("inputTokens", inputTokens);
            json.writeNumberField("outputTokens", outputTokens);
            json.writeStringField("model", model);
            json.writeNumberField("millis", latency.toMillis());
            json.writeNumberField("date", date.toEpochMilli());
            json.writeEndObject();
        });
    }

    /** As the response that it came from, but for what is not kept. */
    ChatResponse toResponse() {
        return ChatResponse.builder()
                .aiMessage(AiMessage.builder().text(text.orElse(null)).build())
                .finishReason(finish.orElse(null))
                .tokenUsage(new TokenUsage(inputTokens, outputTokens))
                .modelName(model)
                .build();
    }
}

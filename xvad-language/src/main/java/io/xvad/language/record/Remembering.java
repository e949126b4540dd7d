package io.xvad.language.record;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.xvad.core.json.JsonObject;
import io.xvad.core.model.RecordedAnswers;
import java.time.Duration;
import java.time.Instant;

/** Asks a model once for each question, and keeps the answers with what was learned. Thread-safe if the model is. */
public final class Remembering implements ChatModel {

    private final ChatModel model;
    private final RecordedAnswers answers;

    /** A model whose answers are kept in these. */
    public Remembering(ChatModel model, RecordedAnswers answers) {
        this.model = model;
        this.answers = answers;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        String canonical = Question.of(request).canonical();
        String answer = answers.answer(canonical, () -> asked(request).toJson());
        return Answer.parse(JsonObject.parse(answer)).toResponse();
    }

    private Answer asked(ChatRequest request) {
        long start = System.nanoTime();
        ChatResponse response = model.chat(request);
        return Answer.of(response, Duration.ofNanos(System.nanoTime() - start), Instant.now());
    }
}

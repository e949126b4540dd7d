package io.xvad.language;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A chat model that gives answers in turn, the last again and again, and keeps what it was asked. */
public final class Scripted implements ChatModel {

    private final Deque<Object> answers = new ArrayDeque<>();
    private final List<ChatRequest> asked = new ArrayList<>();

    private Scripted(Object... answers) {
        this.answers.addAll(List.of(answers));
    }

    /** Texts, whole responses, or exceptions to throw. */
    public static Scripted of(Object... answers) {
        return new Scripted(answers);
    }

    public static ChatResponse response(String text, FinishReason finish) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.builder().text(text).build())
                .finishReason(finish)
                .tokenUsage(new TokenUsage(100, 20))
                .modelName("scripted-1")
                .build();
    }

    @Override
    public synchronized ChatResponse doChat(ChatRequest request) {
        asked.add(request);
        Object next = answers.size() > 1 ? answers.remove() : answers.element();
        if (next instanceof RuntimeException failure) {
            throw failure;
        }
        return next instanceof ChatResponse response ? response : response(next.toString(), FinishReason.STOP);
    }

    public synchronized List<ChatRequest> asked() {
        return List.copyOf(asked);
    }
}

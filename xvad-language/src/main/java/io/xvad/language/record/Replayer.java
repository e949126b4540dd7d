package io.xvad.language.record;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.xvad.core.XvadUnavailableException;

/** Answers from a recording, and asks nobody. Thread-safe. */
public final class Replayer implements ChatModel {

    private final Recording recording;

    /** Answers from this recording. */
    public Replayer(Recording recording) {
        this.recording = recording;
    }

    /**
     * The recorded answer.
     *
     * @throws XvadUnavailableException naming the question, if it was not recorded
     */
    @Override
    public ChatResponse doChat(ChatRequest request) {
        Question question = Question.of(request);
        return recording
                .find(question)
                .orElseThrow(() -> new XvadUnavailableException(
                        recording.file() + ": holds no answer to this question: " + question.inWords()))
                .toResponse();
    }
}

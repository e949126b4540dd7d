package io.xvad.language.record;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks a model and adds its answers to a recording; with {@link RecordingMode#RECORD_MISSING} asks only what was not recorded. Thread-safe if the model is. */
public final class Recorder implements ChatModel {

    private final ChatModel model;
    private final Recording recording;
    private final boolean again;

    /**
     * A recorder.
     *
     * @param again whether what was recorded is asked again
     */
    public Recorder(ChatModel model, Recording recording, boolean again) {
        this.model = model;
        this.recording = recording;
        this.again = again;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        Question question = Question.of(request);
        Optional<Answer> known = again ? Optional.empty() : recording.find(question);
        return known.orElseGet(() -> ask(question, request)).toResponse();
    }

    private Answer ask(Question question, ChatRequest request) {
        long start = System.nanoTime();
        ChatResponse response = model.chat(request);
        Answer answer = Answer.of(response, Duration.ofNanos(System.nanoTime() - start), Instant.now());
        recording.add(question, answer);
        return answer;
    }
}

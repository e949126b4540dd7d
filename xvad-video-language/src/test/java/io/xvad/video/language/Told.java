package io.xvad.video.language;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.xvad.core.Image;
import io.xvad.data.image.ImageReader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** A chat model that answers by what it is asked, and keeps that. */
public final class Told implements ChatModel {

    private final Function<Asked, String> answering;
    private final List<Asked> asked = new ArrayList<>();

    /** What it is asked: the words, and the images that are shown. */
    public record Asked(String words, List<Image> images) {}

    public Told(Function<Asked, String> answering) {
        this.answering = answering;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        Asked question = question(request);
        synchronized (asked) {
            asked.add(question);
        }
        return ChatResponse.builder()
                .aiMessage(AiMessage.builder().text(answering.apply(question)).build())
                .finishReason(FinishReason.STOP)
                .tokenUsage(new TokenUsage(100, 20))
                .modelName("told-1")
                .build();
    }

    /** What a request asks. */
    static Asked question(ChatRequest request) {
        StringBuilder words = new StringBuilder();
        List<Image> images = new ArrayList<>();
        UserMessage user = (UserMessage) request.messages().get(1);
        for (Content content : user.contents()) {
            if (content instanceof TextContent text) {
                words.append(text.text());
            } else if (content instanceof ImageContent image) {
                byte[] png = Base64.getDecoder().decode(image.image().base64Data());
                images.add(ImageReader.withDefaults().read("sent", png));
            }
        }
        return new Asked(words.toString(), images);
    }

    /** Everything it was asked, in order. */
    public List<Asked> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }
}

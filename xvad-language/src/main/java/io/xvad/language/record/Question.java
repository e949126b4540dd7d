package io.xvad.language.record;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import io.xvad.core.json.JsonText;
import io.xvad.core.model.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that an answer depends on: model, parameters, form of the answer, messages, of each image the SHA-256 of the bytes that are sent, and the number of the sample. Two
 * requests are the same question if these are equal; where they are sent is no part of it. Immutable.
 *
 * @param canonical these, as JSON of a fixed order
 * @param model the model that is asked, empty for the server's own
 * @param opening the first words of the question
 * @param images SHA-256 of the bytes of each image
 * @param sample which of several answers to the same question, from 0
 */
public record Question(String canonical, String model, String opening, List<String> images, int sample) {

    /** The attribute of a user's message that says which of several answers is wanted, a whole number; it is not sent. */
    public static final String SAMPLE = "xvad.sample";

    private static final int OPENING = 60;
    private static final int SHOWN_OF_A_DIGEST = 12;

    public Question {
        images = List.copyOf(images);
    }

    /**
     * The question of a request.
     *
     * @throws IllegalArgumentException if a message holds something else than text and images, tools are offered, or the schema holds something else than objects, arrays, choices, texts, numbers and flags
     */
    public static Question of(ChatRequest request) {
        if (!request.toolSpecifications().isEmpty()) {
            throw new IllegalArgumentException("a question offers no tools");
        }
        List<String> images = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        int sample = request.messages().stream()
                .filter(UserMessage.class::isInstance)
                .map(message -> ((UserMessage) message).attributes().get(SAMPLE))
                .filter(Integer.class::isInstance)
                .mapToInt(Integer.class::cast)
                .max()
                .orElse(0);
        String canonical = JsonText.of(json -> {
            json.writeStartObject();
            parameters(json, request);
            json.writeArrayFieldStart("messages");
            for (ChatMessage message : request.messages()) {
                message(json, message, texts, images);
            }
            json.writeEndArray();
            json.writeNumberField("sample", sample);
            json.writeEndObject();
        });
        String model = request.modelName() == null ? "" : request.modelName();
        return new Question(canonical, model, opening(texts), images, sample);
    }

    private static String opening(List<String> texts) {
        String all = String.join(" ", texts).strip().replaceAll("\\s+", " ");
        return all.length() > OPENING ? all.substring(0, OPENING) + "..." : all;
    }

    private static void parameters(JsonGenerator json, ChatRequest request) throws IOException {
        text(json, "model", request.modelName());
        number(json, "temperature", request.temperature());
        number(json, "topP", request.topP());
        number(json, "topK", request.topK());
        number(json, "frequencyPenalty", request.frequencyPenalty());
        number(json, "presencePenalty", request.presencePenalty());
        number(json, "maxOutputTokens", request.maxOutputTokens());
        json.writeArrayFieldStart("stop");
        for (String stop : request.stopSequences()) {
            json.writeString(stop);
        }
        json.writeEndArray();
        ResponseFormat format = request.responseFormat();
        text(json, "format", format == null ? null : format.type().name());
        json.writeFieldName("schema");
        if (format == null || format.jsonSchema() == null) {
            json.writeNull();
        } else {
            SchemaJson.write(json, format.jsonSchema());
        }
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        json.writeFieldName(name);
        json.writeString(value);
    }

    private static void number(JsonGenerator json, String name, @Nullable Number value) throws IOException {
        text(json, name, value == null ? null : value.toString());
    }

    private static void message(JsonGenerator json, ChatMessage message, List<String> texts, List<String> images)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("role", message.type().name());
        if (message instanceof SystemMessage system) {
            json.writeStringField("text", system.text());
        } else if (message instanceof AiMessage answer) {
            text(json, "text", answer.text());
        } else if (message instanceof UserMessage user) {
            json.writeArrayFieldStart("content");
            for (Content content : user.contents()) {
                content(json, content, texts, images);
            }
            json.writeEndArray();
        } else {
            throw new IllegalArgumentException("a question holds no message of type " + message.type());
        }
        json.writeEndObject();
    }

    private static void content(JsonGenerator json, Content content, List<String> texts, List<String> images)
            throws IOException {
        json.writeStartObject();
        if (content instanceof TextContent text) {
            texts.add(text.text());
            json.writeStringField("text", text.text());
        } else if (content instanceof ImageContent image) {
            images.add(sha256(image));
            json.writeStringField("image", images.get(images.size() - 1));
            text(json, "mime", image.image().mimeType());
            text(
                    json,
                    "detail",
                    Optional.ofNullable(image.detailLevel()).map(Enum::name).orElse(null));
        } else {
            throw new IllegalArgumentException("a question holds no content of type " + content.type());
        }
        json.writeEndObject();
    }

    private static String sha256(ImageContent image) {
        String base64 = image.image().base64Data();
        if (base64 == null) {
            throw new IllegalArgumentException("an image must be sent as bytes; nothing is fetched from an address");
        }
        return Sha256.of(Base64.getDecoder().decode(base64));
    }

    /** Its SHA-256, in hex. */
    public String key() {
        return Sha256.of(canonical);
    }

    /** For messages: the model, the sample, the images and the first words. */
    public String inWords() {
        List<String> shown = images.stream()
                .map(each -> each.substring(0, SHOWN_OF_A_DIGEST))
                .toList();
        return "model '" + model + "', sample " + sample + ", images " + shown + ", '" + opening + "'";
    }
}

package io.xvad.language.ask;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;

/**
 * What a model is asked with besides the question.
 *
 * @param model its name; empty for the one that a chat model asks by itself
 * @param temperature how freely it chooses its words, at least 0
 * @param longest most tokens of an answer, at least 1
 * @param format how the server is told the form of the answer
 */
public record ChatSettings(String model, double temperature, int longest, AnswerFormat format) {

    ChatRequest.Builder request(AnswerForm<?> form) {
        ChatRequest.Builder request =
                ChatRequest.builder().temperature(temperature).maxOutputTokens(longest);
        if (!model.isEmpty()) {
            request.modelName(model);
        }
        return switch (format) {
            case SCHEMA ->
                request.responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(form.jsonSchema())
                        .build());
            case JSON -> request.responseFormat(ResponseFormat.JSON);
            case TEXT -> request;
        };
    }
}

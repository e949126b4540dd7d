package io.xvad.language.openai;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.xvad.language.chat.Endpoint;
import io.xvad.language.chat.Secret;

/** Chat models of langchain4j's client; apart, so that its classes are asked for only when there is one to open. */
final class OpenAiModels {

    /** The client wants a key; servers that want none do not look at it. */
    private static final String NO_KEY = "none";

    private OpenAiModels() {}

    static ChatModel open(Endpoint endpoint) {
        return OpenAiChatModel.builder()
                .baseUrl(endpoint.url().toString())
                .apiKey(endpoint.key().map(Secret::reveal).orElse(NO_KEY))
                .modelName(endpoint.model())
                .timeout(endpoint.timeout())
                .maxRetries(0)
                .strictJsonSchema(true)
                .logRequests(false)
                .logResponses(false)
                .httpClientBuilder(new TimedClient.Builder())
                .build();
    }
}

package io.xvad.language.openai;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.XvadUnavailableException;
import io.xvad.language.chat.ChatProvider;
import io.xvad.language.chat.Endpoint;
import java.util.Set;

/**
 * Servers that speak the protocol of OpenAI over HTTP: Ollama, vLLM, llama.cpp, and services. Needs {@code langchain4j-open-ai} on the class path, which a program adds itself; the
 * command brings it. Thread-safe.
 */
public final class OpenAiProvider implements ChatProvider {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Override
    public boolean serves(Endpoint endpoint) {
        return SCHEMES.contains(endpoint.url().getScheme());
    }

    @Override
    public ChatModel open(Endpoint endpoint) {
        try {
            return OpenAiModels.open(endpoint);
        } catch (NoClassDefFoundError e) {
            throw new XvadUnavailableException(
                    "to ask a model over HTTP, add dev.langchain4j:langchain4j-open-ai to the dependencies of your pom, in the"
                            + " version of langchain4j-core there",
                    e);
        }
    }
}

package io.xvad.language.chat;

import dev.langchain4j.model.chat.ChatModel;

/**
 * Opens chat models at endpoints of a kind. A service, found by {@link java.util.ServiceLoader}: a program that has a {@link ChatModel} of its own registers one, under a
 * scheme of its own, so that saved models find it too. Thread-safe.
 */
public interface ChatProvider {

    /** Whether it can talk to this endpoint. */
    boolean serves(Endpoint endpoint);

    /**
     * Opens a model. Connects to nothing yet. The model retries nothing itself: who asks does.
     *
     * @throws io.xvad.core.XvadUnavailableException if a library is missing
     */
    ChatModel open(Endpoint endpoint);
}

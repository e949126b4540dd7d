package io.xvad.language.anomalygpt;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.language.served.ServedModelDetector;
import java.util.Optional;

/**
 * Asks AnomalyGPT (Gu et al. 2024, AAAI), served by whoever runs it, whether there is an anomaly, in the words that it was trained with: after that paper, of which only the form of question and answer is here.
 *
 * <p>What makes the method, the map from features of image and text and the prompt that is learned from it, is in the served model and stays there: neither its map nor its image score comes over a chat, so that an expert of ours may
 * give a map, of which nothing is sent. Its reference images are the server's business. Another model at the endpoint is asked in the manner of AnomalyGPT, and is not it.
 */
public final class AnomalyGpt extends ServedModelDetector {

    /** An adapter to the model at the endpoint that its options name. */
    public AnomalyGpt() {
        super(Optional.empty());
    }

    /** An adapter to a program's own model, which retries nothing itself. */
    public AnomalyGpt(ChatModel own) {
        super(Optional.of(own));
    }

    @Override
    public String name() {
        return "anomalygpt";
    }

    @Override
    public String description() {
        return "Asks a served AnomalyGPT its question and reads yes or no and places (after Gu et al. 2024)";
    }

    @Override
    protected Handing handing() {
        return Handing.KEPT;
    }

    @Override
    protected boolean namesPlaces() {
        return true;
    }

    @Override
    protected String normalDescription(String className) {
        return "This is a photo of a " + className
                + " for anomaly detection, which should be without any damage, flaw, defect, scratch, hole or broken part.";
    }
}

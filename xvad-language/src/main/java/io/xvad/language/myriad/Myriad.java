package io.xvad.language.myriad;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.language.served.ServedModelDetector;
import java.util.Optional;

/**
 * Asks Myriad (Li et al. 2023, arXiv 2310.19070), served by whoever runs it, whether there are defects, and sends the map of an expert with the image, as a second image in grey: after that paper.
 *
 * <p>What makes the method, the learned tokens into which an expert's map is turned, is in the served model; the server must take the second image as the map. The question is that of the authors' code, without its remark
 * that the image may be simulated. Another model at the endpoint is asked with a map for a hint, in the manner of Myriad, and is not it.
 */
public final class Myriad extends ServedModelDetector {

    /** An adapter to the model at the endpoint that its options name. */
    public Myriad() {
        super(Optional.empty());
    }

    /** An adapter to a program's own model, which retries nothing itself. */
    public Myriad(ChatModel own) {
        super(Optional.of(own));
    }

    @Override
    public String name() {
        return "myriad";
    }

    @Override
    public String description() {
        return "Asks a served Myriad about an image and an expert's map (after Li et al. 2023)";
    }

    @Override
    protected Handing handing() {
        return Handing.SENT;
    }

    @Override
    protected boolean namesPlaces() {
        return true;
    }

    @Override
    protected String normalDescription(String className) {
        return "";
    }
}

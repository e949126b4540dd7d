package io.xvad.language.anomalyov;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.language.served.ServedModelDetector;
import java.util.Optional;

/**
 * Asks Anomaly-OV (Xu et al. 2025, CVPR; arXiv 2502.07601), served by whoever runs it, whether the object has defects: after that paper, of which only the question of the benchmark is here.
 *
 * <p>What makes the method, the expert that looks back at the whole image and weighs the visual tokens, is in the served model and takes no map from outside: an expert of ours may give a map, of which nothing is sent. Another
 * model at the endpoint is asked in the manner of Anomaly-OV, and is not it.
 */
public final class AnomalyOv extends ServedModelDetector {

    /** An adapter to the model at the endpoint that its options name. */
    public AnomalyOv() {
        super(Optional.empty());
    }

    /** An adapter to a program's own model, which retries nothing itself. */
    public AnomalyOv(ChatModel own) {
        super(Optional.of(own));
    }

    @Override
    public String name() {
        return "anomaly-ov";
    }

    @Override
    public String description() {
        return "Asks a served Anomaly-OV whether there are defects, yes or no (after Xu et al. 2025)";
    }

    @Override
    protected Handing handing() {
        return Handing.KEPT;
    }

    @Override
    protected boolean namesPlaces() {
        return false;
    }

    @Override
    protected String normalDescription(String className) {
        return "";
    }
}

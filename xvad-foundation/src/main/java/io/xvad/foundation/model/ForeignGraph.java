package io.xvad.foundation.model;

import io.xvad.core.engine.NetworkSignature;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A network as an exporter of others writes it, known by the names and ranks of what goes in and out. The first that fits is meant.
 *
 * <p>The names are those of Hugging Face's Optimum and of its script for Transformers.js, of immich's exporter, of dlimgedit, whose author exports MobileSAM, of Segment Anything's own exporter, and of those who
 * run the Grounding DINO of onnx-community and NVIDIA's TAO.
 */
enum ForeignGraph {
    CLIP(
            "both sides of a CLIP, as Hugging Face's Optimum exports it",
            Use.VECTORS,
            Map.of("input_ids", 2, "pixel_values", 4),
            Map.of("text_embeds", 2, "image_embeds", 2)),
    CLIP_TEXT(
            "the text side of a CLIP, as Hugging Face's Optimum exports it",
            Use.VECTORS,
            Map.of("input_ids", 2),
            Map.of("text_embeds", 2)),
    CLIP_VISION(
            "the image side of a CLIP, as Hugging Face's Optimum exports it",
            Use.VECTORS,
            Map.of("pixel_values", 4),
            Map.of("image_embeds", 2)),
    OPEN_CLIP_TEXT(
            "the text side of a CLIP, as immich exports it", Use.VECTORS, Map.of("text", 2), Map.of("embedding", 2)),
    OPEN_CLIP_VISION(
            "the image side of a CLIP, as immich exports it", Use.VECTORS, Map.of("image", 4), Map.of("embedding", 2)),
    GROUNDING_DINO(
            "Grounding DINO, as onnx-community exports it",
            Use.BOXES,
            Map.of("pixel_values", 4, "input_ids", 2, "pixel_mask", 3),
            Map.of("logits", 3, "pred_boxes", 3)),
    GROUNDING_DINO_TAO(
            "Grounding DINO, as NVIDIA's TAO exports it",
            Use.NONE,
            Map.of("inputs", 4, "input_ids", 2, "text_token_mask", 3),
            Map.of("pred_logits", 3, "pred_boxes", 3)),
    VISION_TRANSFORMER(
            "DINOv2 or another vision transformer, as Hugging Face's Optimum exports it",
            Use.TOKENS,
            Map.of("pixel_values", 4),
            Map.of("last_hidden_state", 3)),
    SAM_ENCODER(
            "the encoder of MobileSAM, as Acly exports it",
            Use.MASKS,
            Map.of("input_image", 3),
            Map.of("image_embeddings", 4)),
    SAM_DECODER(
            "the decoder of SAM, as its authors export it",
            Use.MASKS,
            Map.of(
                    "image_embeddings", 4,
                    "point_coords", 3,
                    "point_labels", 2,
                    "mask_input", 4,
                    "has_mask_input", 1,
                    "orig_im_size", 1),
            Map.of("iou_predictions", 2, "low_res_masks", 4));

    /** What such a network is good for here. */
    enum Use {
        VECTORS(
                "It gives one vector an image and one a sentence, with which whole images can be told apart by sentences, but no vectors of patches, hence no maps: no detector here can use it.",
                "Take tools/export/clip.py, which makes what a detector needs from the checkpoint."),
        TOKENS(
                "If it is DINOv2, it gives the vectors of patches that 'anomaly-dino' compares.",
                "It does not say how an image is normalised, nor how many rows come before those of the patches: write a model.json that does,"
                        + " or take tools/export/dinov2.py, which makes one from the checkpoint."),
        MASKS(
                "It gives masks for points and boxes, as the part 'sam' of 'saa-plus' and 'clipsam' does; encoder and decoder must both be there.",
                "It does not say how large an image becomes: write a model.json that does, or take tools/export/sam.py, which makes one from the checkpoint."),
        BOXES(
                "It gives boxes for phrases, as the part 'grounding' of 'saa-plus' does.",
                "It does not say how an image is resized and normalised, nor which words it knows: put BERT's vocab.txt beside it and write a model.json that does,"
                        + " or take tools/export/grounding_dino.py, which makes one from the checkpoint."),
        NONE(
                "No detector here can use it in this form.",
                "Take tools/export/grounding_dino.py, which makes what a detector needs from the checkpoint.");

        private final String gives;
        private final String remedy;

        Use(String gives, String remedy) {
            this.gives = gives;
            this.remedy = remedy;
        }

        /** What it can be used for, what is missing, and what to do, as whole sentences. */
        String advice() {
            return gives + " " + remedy;
        }
    }

    private final String title;
    private final Use use;

    @SuppressWarnings("ImmutableEnumChecker") // of Map.of
    private final Map<String, Integer> inputs;

    @SuppressWarnings("ImmutableEnumChecker") // of Map.of
    private final Map<String, Integer> outputs;

    ForeignGraph(String title, Use use, Map<String, Integer> inputs, Map<String, Integer> outputs) {
        this.title = title;
        this.use = use;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** The one that a network is; it may take and give more. */
    static Optional<ForeignGraph> of(NetworkSignature signature) {
        return Arrays.stream(values())
                .filter(graph -> fits(graph.inputs, signature.inputs()) && fits(graph.outputs, signature.outputs()))
                .findFirst();
    }

    private static boolean fits(Map<String, Integer> wanted, Map<String, NetworkSignature.Value> found) {
        return wanted.entrySet().stream().allMatch(each -> {
            NetworkSignature.Value value = found.get(each.getKey());
            return value != null && value.rank() == each.getValue();
        });
    }

    /** What it is, in words. */
    String title() {
        return title;
    }

    /** What it is good for. */
    Use use() {
        return use;
    }
}

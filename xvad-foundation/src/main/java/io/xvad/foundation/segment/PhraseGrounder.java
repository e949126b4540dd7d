package io.xvad.foundation.segment;

import io.xvad.core.Image;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.model.ModelDescription;
import io.xvad.foundation.model.Outputs;
import io.xvad.foundation.text.WordPiece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds boxes for the phrases of a caption: Grounding DINO (Liu et al. 2023, "Grounding DINO: Marrying DINO with Grounded Pre-Training for Open-Set Object Detection"). Thread-safe;
 * close it to free native memory.
 */
public final class PhraseGrounder implements AutoCloseable {

    private static final String GRAPH = "grounding";
    private static final String STOP = ".";
    private static final Set<String> PHRASE_ENDS = Set.of("", STOP, "?");

    private final Network network;
    private final ImageInput input;
    private final WordPiece tokenizer;
    private final int context;

    private PhraseGrounder(Network network, ImageInput input, WordPiece tokenizer, int context) {
        this.network = network;
        this.input = input;
        this.tokenizer = tokenizer;
        this.context = context;
    }

    /**
     * The grounder of a folder of weights.
     *
     * @throws XvadModelException if its description or a file is not as it must be
     */
    public static PhraseGrounder of(FoundationModel model) {
        ModelDescription.TextInput text = model.text();
        if (!text.tokenizer().equals("word-piece")) {
            throw new XvadModelException(
                    model.folder() + ": its tokenizer must be word-piece, got '" + text.tokenizer() + "'");
        }
        WordPiece tokenizer = WordPiece.read(model.vocabulary());
        return new PhraseGrounder(model.open(GRAPH), model.image(), tokenizer, text.context());
    }

    /** An image as its network takes it, for several captions. */
    public Tensor input(Image image) {
        return input.tensor(List.of(image));
    }

    /**
     * The boxes of an image that answer to a caption.
     *
     * @param input of the image
     * @param caption phrases with full stops between them; upper and lower case are the same
     * @param boxThreshold boxes are kept whose score lies above it, in [0, 1]
     * @param textThreshold words of the caption make the phrase of a box if their probability lies above it, in [0, 1]
     * @return in the order of the network
     * @throws IllegalArgumentException if the caption has more tokens than the network takes
     */
    public List<GroundedBox> ground(Tensor input, String caption, double boxThreshold, double textThreshold) {
        long[] ids = tokenizer.encode(sentence(caption));
        if (ids.length > context) {
            throw new IllegalArgumentException(
                    "a caption must have at most " + context + " tokens, got " + ids.length + ": '" + caption + "'");
        }
        Map<String, Tensor> found = network.run(inputs(input, ids));
        Tensor logits = Outputs.of(found, "logits");
        float[] boxes = Outputs.of(found, "boxes").toArray();
        float[] values = logits.toArray();
        List<GroundedBox> kept = new ArrayList<>();
        for (int q = 0; q < boxes.length / 4; q++) {
            double[] probabilities = new double[ids.length];
            for (int t = 0; t < ids.length; t++) {
                probabilities[t] = 1 / (1 + Math.exp(-values[q * logits.size(2) + t]));
            }
            double score = Arrays.stream(probabilities).max().orElse(0);
            if (score > boxThreshold) {
                String phrase = phrase(ids, probabilities, textThreshold);
                kept.add(new GroundedBox(
                        boxes[q * 4], boxes[q * 4 + 1], boxes[q * 4 + 2], boxes[q * 4 + 3], phrase, score));
            }
        }
        return kept;
    }

    /** Some words as they stand in the phrases of boxes: in lower case, without accents, with spaces around punctuation. */
    public String spelled(String words) {
        return tokenizer.text(tokenizer.encode(words));
    }

    private static String sentence(String caption) {
        String lower = caption.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(STOP) ? lower : lower + STOP;
    }

    /** What the network takes of all that one may take: those of other exporters make the masks of the text themselves. */
    private Map<String, Tensor> inputs(Tensor image, long[] ids) {
        boolean[] ends = new boolean[ids.length];
        for (int i = 0; i < ids.length; i++) {
            ends[i] = PHRASE_ENDS.contains(tokenizer.text(ids[i]));
        }
        TextMasks masks = TextMasks.of(ends);
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("pixel_values", image);
        inputs.put("input_ids", Tensor.ofLongs(ids, 1, ids.length));
        inputs.put("token_type_ids", Tensor.ofLongs(new long[ids.length], 1, ids.length));
        inputs.put("attention_mask", ones(1, ids.length));
        inputs.put("position_ids", masks.positions());
        inputs.put("text_token_mask", masks.seen());
        inputs.put("pixel_mask", ones(1, image.size(2), image.size(3)));
        inputs.keySet().retainAll(network.inputNames());
        return inputs;
    }

    private static Tensor ones(int... shape) {
        long[] ones = new long[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        Arrays.fill(ones, 1);
        return Tensor.ofLongs(ones, shape);
    }

    /** The words above the threshold, without full stops. */
    private String phrase(long[] ids, double[] probabilities, double threshold) {
        long[] chosen = IntStream.range(0, ids.length)
                .filter(i -> probabilities[i] > threshold && !PHRASE_ENDS.contains(tokenizer.text(ids[i])))
                .mapToLong(i -> ids[i])
                .toArray();
        return tokenizer.text(chosen);
    }

    @Override
    public void close() {
        network.close();
    }
}

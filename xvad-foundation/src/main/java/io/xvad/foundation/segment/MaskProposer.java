package io.xvad.foundation.segment;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.progress.Cancellation;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Proposes masks of an image for points and boxes, or of everything in it: Segment Anything (Kirillov et al. 2023, "Segment Anything", ICCV). Thread-safe; close it to
 * free native memory.
 */
public final class MaskProposer implements AutoCloseable {

    private static final int BATCH = 64;
    private static final float STABILITY_OFFSET = 1;

    private final SamEncoder encoder;
    private final SamDecoder decoder;
    private final ImageInput input;

    private MaskProposer(SamEncoder encoder, SamDecoder decoder, ImageInput input) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.input = input;
    }

    /**
     * The proposer of a folder of weights.
     *
     * @throws XvadModelException if its description or a file is not as it must be
     */
    public static MaskProposer of(FoundationModel model) {
        ImageInput input = model.image();
        if (input.resizing() != ImageInput.Resizing.LONGEST) {
            throw new XvadModelException(model.folder() + ": its images must be resized by the longest side");
        }
        Network encoder = model.open("encoder");
        try {
            return new MaskProposer(SamEncoder.of(encoder, input), new SamDecoder(model.open("decoder")), input);
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    /**
     * What the encoder says of an image, for many prompts.
     *
     * @param height of the image
     * @param width of the image
     * @param seenHeight of the image as the network sees it, without padding
     * @param seenWidth of the image as the network sees it, without padding
     * @param embedding of the image
     */
    public record Encoded(int height, int width, int seenHeight, int seenWidth, Tensor embedding) {}

    /** Encodes an image once, which is the costly part. */
    public Encoded encode(Image image) {
        Image seen = input.seen(image);
        return new Encoded(image.height(), image.width(), seen.height(), seen.width(), encoder.embedding(seen));
    }

    /** One mask for each prompt, in their order; for prompts that leave no doubt which thing is meant, such as boxes. */
    public List<ProposedMask> masks(Encoded image, List<Prompt> prompts) {
        List<ProposedMask> masks = new ArrayList<>();
        eachMask(image, prompts, (prompt, mask) -> masks.add(mask));
        return masks;
    }

    /** Is given masks one at a time. */
    @FunctionalInterface
    public interface Taker {
        /** Takes the mask of a prompt, by its place. */
        void take(int prompt, ProposedMask mask);
    }

    /** The same, each given away before the next is made, since masks are as large as the image. */
    public void eachMask(Encoded image, List<Prompt> prompts, Taker taker) {
        for (int start = 0; start < prompts.size(); start += BATCH) {
            List<Candidates> batch = decoded(image, prompts.subList(start, Math.min(prompts.size(), start + BATCH)));
            for (int i = 0; i < batch.size(); i++) {
                taker.take(start + i, batch.get(i).mask(0, image));
            }
        }
    }

    /** Three masks for each prompt, of a part, a thing and a whole; for prompts that leave a doubt, such as a point. Of a decoder that gives a single mask, that one. */
    public List<List<ProposedMask>> ambiguousMasks(Encoded image, List<Prompt> prompts) {
        return decoded(image, prompts).stream()
                .map(candidates -> candidates.ambiguous().stream()
                        .map(i -> candidates.mask(i, image))
                        .toList())
                .toList();
    }

    /**
     * Masks of everything in an image: three for each point of a grid, those kept that the network thinks good and that are stable, and of those that lie on each other
     * the best.
     *
     * @return the best first
     */
    public List<ProposedMask> everything(Encoded image, Everything wanted) {
        List<Prompt> grid = grid(image, wanted.points());
        List<ProposedMask> good = new ArrayList<>();
        for (int start = 0; start < grid.size(); start += BATCH) {
            List<Prompt> batch = grid.subList(start, Math.min(grid.size(), start + BATCH));
            for (Candidates candidates : decoded(image, batch)) {
                candidates.ambiguous().stream()
                        .filter(i -> candidates.predictedIou(i) > wanted.predictedIou())
                        .map(i -> candidates.mask(i, image))
                        .filter(mask -> mask.stability() >= wanted.stability())
                        .forEach(good::add);
            }
        }
        return Overlaps.without(good, wanted.overlap());
    }

    /** The centres of the cells of a grid over the image, row by row. */
    private static List<Prompt> grid(Encoded image, int points) {
        List<Prompt> grid = new ArrayList<>();
        for (int row = 0; row < points; row++) {
            for (int column = 0; column < points; column++) {
                grid.add(Prompt.point((column + 0.5) * image.width() / points, (row + 0.5) * image.height() / points));
            }
        }
        return grid;
    }

    /** Candidates for each prompt; prompts of the same number of points are decoded together. */
    private List<Candidates> decoded(Encoded image, List<Prompt> prompts) {
        Candidates[] all = new Candidates[prompts.size()];
        int[] lengths = prompts.stream().mapToInt(Prompt::length).distinct().toArray();
        for (int length : lengths) {
            List<Integer> same = new ArrayList<>();
            for (int i = 0; i < prompts.size(); i++) {
                if (prompts.get(i).length() == length) {
                    same.add(i);
                }
            }
            for (int start = 0; start < same.size(); start += BATCH) {
                Cancellation.check();
                List<Integer> batch = same.subList(start, Math.min(same.size(), start + BATCH));
                decode(image, batch.stream().map(prompts::get).toList(), batch, all);
            }
        }
        return Arrays.asList(all);
    }

    private void decode(Encoded image, List<Prompt> prompts, List<Integer> places, Candidates[] all) {
        int length = prompts.get(0).length();
        float[] points = new float[prompts.size() * length * 2];
        float[] labels = new float[prompts.size() * length];
        for (int i = 0; i < prompts.size(); i++) {
            float[] own = seen(prompts.get(i), image);
            System.arraycopy(own, 0, points, i * own.length, own.length);
            System.arraycopy(prompts.get(i).labels(), 0, labels, i * length, length);
        }
        SamDecoder.Masks found = decoder.masks(
                image.embedding(),
                Tensor.owning(points, prompts.size(), length, 2),
                Tensor.owning(labels, prompts.size(), length));
        Tensor logits = found.logits();
        float[] predicted = found.predictedIou().toArray();
        int count = logits.size(1);
        int plane = logits.size(2) * logits.size(3);
        float[] values = logits.toArray();
        for (int i = 0; i < prompts.size(); i++) {
            all[places.get(i)] = new Candidates(
                    Arrays.copyOfRange(values, i * count * plane, (i + 1) * count * plane),
                    Arrays.copyOfRange(predicted, i * count, (i + 1) * count),
                    logits.size(2),
                    input.size());
        }
    }

    /** The points of a prompt in pixels of what the network sees. */
    private static float[] seen(Prompt prompt, Encoded image) {
        float[] points = prompt.points().clone();
        for (int i = 0; i < points.length; i += 2) {
            points[i] *= (float) ((double) image.seenWidth() / image.width());
            points[i + 1] *= (float) ((double) image.seenHeight() / image.height());
        }
        return points;
    }

    /**
     * What the decoder says for one prompt: one mask for when there is no doubt, then those for when there is, if it has any.
     *
     * @param logits of all masks, each of {@code side * side} values
     * @param predictedIou of each mask
     * @param side of the masks
     * @param size of the square that the network sees
     */
    private record Candidates(float[] logits, float[] predictedIou, int side, int size) {

        List<Integer> ambiguous() {
            return predictedIou.length == 1
                    ? List.of(0)
                    : IntStream.range(1, predictedIou.length).boxed().toList();
        }

        double predictedIou(int index) {
            return predictedIou[index];
        }

        ProposedMask mask(int index, Encoded image) {
            float[] small = Arrays.copyOfRange(logits, index * side * side, (index + 1) * side * side);
            float[] square = Resize.plane(small, side, side, size, size, false);
            float[] seen = new float[image.seenHeight() * image.seenWidth()];
            for (int y = 0; y < image.seenHeight(); y++) {
                System.arraycopy(square, y * size, seen, y * image.seenWidth(), image.seenWidth());
            }
            float[] large =
                    Resize.plane(seen, image.seenHeight(), image.seenWidth(), image.height(), image.width(), false);
            return new ProposedMask(inside(large, image), predictedIou[index], stability(large));
        }

        private static Mask inside(float[] logits, Encoded image) {
            boolean[] inside = new boolean[logits.length];
            for (int i = 0; i < logits.length; i++) {
                inside[i] = logits[i] > 0;
            }
            return Mask.of(image.height(), image.width(), inside);
        }

        private static double stability(float[] logits) {
            int sure = 0;
            int possible = 0;
            for (float logit : logits) {
                sure += logit > STABILITY_OFFSET ? 1 : 0;
                possible += logit > -STABILITY_OFFSET ? 1 : 0;
            }
            return possible == 0 ? 0 : (double) sure / possible;
        }
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}

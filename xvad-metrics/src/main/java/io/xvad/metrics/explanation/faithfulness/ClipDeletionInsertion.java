package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * {@link DeletionInsertion} of clips: pixels of all frames are ordered together, and the most salient of the whole clip are
 * replaced first. The clip is laid out as one tall image, frame below frame; scale and areas are those of images.
 */
public final class ClipDeletionInsertion {

    private ClipDeletionInsertion() {}

    /**
     * Measures the saliency maps of a clip with {@code 2 steps} runs of the score function and two more for the ends.
     *
     * @param score the score function of the detector
     * @param saliency a map a frame
     * @param baseline what is put in the place of salient pixels, with the shape of {@code clip}
     * @param steps number of equal steps from no pixel to all pixels, at least 1
     * @param seed decides the order of pixels of equal saliency
     * @throws IllegalArgumentException if the shapes differ, {@code steps} is below 1, or the clip has more than 2^31 - 1
     *     samples
     */
    public static DeletionInsertion of(
            ToDoubleFunction<Clip> score, Clip clip, List<AnomalyMap> saliency, Clip baseline, int steps, long seed) {
        if (saliency.size() != clip.frames().size()) {
            throw new IllegalArgumentException(
                    clip.frames().size() + " frames need as many maps, got " + saliency.size());
        }
        return DeletionInsertion.of(
                tall -> score.applyAsDouble(cut(tall, clip)), tall(clip), below(saliency), tall(baseline), steps, seed);
    }

    private static Image tall(Clip clip) {
        Image first = clip.frames().get(0);
        int plane = clip.height() * clip.width();
        int frames = clip.frames().size();
        float[] values = new float[Math.multiplyExact(Math.multiplyExact(first.channels(), plane), frames)];
        for (int frame = 0; frame < frames; frame++) {
            float[] own = clip.frames().get(frame).toArray();
            for (int c = 0; c < first.channels(); c++) {
                System.arraycopy(own, c * plane, values, (c * frames + frame) * plane, plane);
            }
        }
        return Image.of(clip.id(), first.channels(), frames * clip.height(), clip.width(), values);
    }

    /**
     * The maps of a clip as one, frame below frame.
     *
     * @param maps at least one, all of one size
     */
    public static AnomalyMap below(List<AnomalyMap> maps) {
        AnomalyMap first = maps.get(0);
        int plane = first.height() * first.width();
        float[] values = new float[Math.multiplyExact(plane, maps.size())];
        for (int frame = 0; frame < maps.size(); frame++) {
            System.arraycopy(maps.get(frame).toArray(), 0, values, frame * plane, plane);
        }
        return AnomalyMap.of(maps.size() * first.height(), first.width(), values);
    }

    private static Clip cut(Image tall, Clip like) {
        int plane = like.height() * like.width();
        int frames = like.frames().size();
        float[] values = tall.toArray();
        List<Image> cut = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            float[] own = new float[tall.channels() * plane];
            for (int c = 0; c < tall.channels(); c++) {
                System.arraycopy(values, (c * frames + frame) * plane, own, c * plane, plane);
            }
            cut.add(Image.of(like.frames().get(frame).id(), tall.channels(), like.height(), like.width(), own));
        }
        double[] timestamps =
                IntStream.range(0, frames).mapToDouble(like::timestamp).toArray();
        return Clip.of(like.id(), cut, like.framesPerSecond(), timestamps);
    }
}

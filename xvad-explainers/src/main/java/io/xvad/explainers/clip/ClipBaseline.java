package io.xvad.explainers.clip;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.option.OptionSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The baseline of perturbations of clips: what stands where parts of a clip are hidden. A black box is an anomaly itself; what a
 * still camera sees at a pixel most of the time is not.
 */
public final class ClipBaseline {

    private static final String AUTO = "auto";
    private static final String MEDIAN = "median";
    private static final String MEAN = "mean";
    private static final int ENOUGH = 3;

    static final OptionSpec<String> REPLACEMENT = OptionSpec.choice(
            "replacement",
            AUTO,
            List.of(AUTO, MEDIAN, "blur", MEAN),
            "What hidden parts are replaced with: each pixel's median over time, the blurred frame, or the mean colour;"
                    + " auto takes the first where there are three frames, else the second");

    private ClipBaseline() {}

    /** The pixels of the baseline asked for, CHW, for each frame. */
    static List<float[]> of(Clip clip, ExplainRequest request) {
        String wanted = request.options().get(REPLACEMENT);
        if (wanted.equals(MEDIAN) || wanted.equals(AUTO) && clip.frames().size() >= ENOUGH) {
            return Collections.nCopies(clip.frames().size(), median(clip));
        }
        if (wanted.equals(MEAN)) {
            return Collections.nCopies(clip.frames().size(), mean(clip));
        }
        return clip.frames().stream().map(BoxBlur::of).toList();
    }

    /** The clip with every frame replaced by each pixel's median over time. */
    public static Clip still(Clip clip) {
        float[] median = median(clip);
        List<Image> frames = clip.frames().stream()
                .map(frame -> Image.of(frame.id(), frame.channels(), frame.height(), frame.width(), median))
                .toList();
        double[] timestamps =
                IntStream.range(0, frames.size()).mapToDouble(clip::timestamp).toArray();
        return Clip.of(clip.id(), frames, clip.framesPerSecond(), timestamps);
    }

    private static float[] median(Clip clip) {
        FloatBuffer[] frames = clip.frames().stream().map(Image::buffer).toArray(FloatBuffer[]::new);
        float[] median = new float[frames[0].limit()];
        float[] overTime = new float[frames.length];
        for (int i = 0; i < median.length; i++) {
            for (int frame = 0; frame < frames.length; frame++) {
                overTime[frame] = frames[frame].get(i);
            }
            Arrays.sort(overTime);
            median[i] = (overTime[(frames.length - 1) / 2] + overTime[frames.length / 2]) / 2;
        }
        return median;
    }

    private static float[] mean(Clip clip) {
        int plane = clip.height() * clip.width();
        double[] sums = new double[clip.frames().get(0).channels()];
        for (Image frame : clip.frames()) {
            FloatBuffer values = frame.buffer();
            for (int i = 0; i < values.limit(); i++) {
                sums[i / plane] += values.get(i);
            }
        }
        float[] mean = new float[sums.length * plane];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i / plane] / plane / clip.frames().size());
        }
        return mean;
    }
}

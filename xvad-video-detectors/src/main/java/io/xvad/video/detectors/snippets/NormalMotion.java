package io.xvad.video.detectors.snippets;

import static io.xvad.video.detectors.snippets.MotionStatistics.CELLS;
import static io.xvad.video.detectors.snippets.MotionStatistics.MEASURES;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * How much moves and stands still in each cell of each place, at most, in the normal clips that were learned from; of 50 clips one may be above it, of 100 two, and so on. Features that
 * have no {@link MotionStatistics} are left as they are. Immutable.
 *
 * @param form of the features
 * @param highest of shape (places, cells, measures); empty without motion statistics
 */
record NormalMotion(SnippetForm form, float[] highest) {

    private static final String ENTRY = "normal-motion";
    private static final int CLIPS_FOR_ONE_ABOVE = 50;

    /**
     * What a fit learns from the motion of its clips.
     *
     * @param motion for new clips
     * @param bags the clips, with {@link #compared} features; each normal one was compared with the other normal ones
     */
    record Learned(NormalMotion motion, List<Bag> bags) {}

    static Learned of(List<Bag> bags, SnippetForm form) {
        List<float[]> clips = new ArrayList<>();
        for (Bag bag : bags) {
            if (!bag.anomalous()) {
                clips.add(highest(bag, form));
            }
        }
        float[] bound = new float[highestValues(form)];
        float[] next = new float[bound.length];
        int above = clips.size() / CLIPS_FOR_ONE_ABOVE;
        for (int i = 0; i < bound.length; i++) {
            int value = i;
            double[] sorted =
                    clips.stream().mapToDouble(clip -> -clip[value]).sorted().toArray();
            bound[i] = (float) -sorted[above];
            next[i] = (float) -sorted[Math.min(above + 1, sorted.length - 1)];
        }
        NormalMotion motion = new NormalMotion(form, bound);
        List<Bag> compared = new ArrayList<>();
        for (Bag bag : bags) {
            NormalMotion others = bag.anomalous() ? motion : motion.without(highest(bag, form), next);
            compared.add(bag.with(others::compared));
        }
        return new Learned(motion, compared);
    }

    /** The bound of all clips but one. */
    private NormalMotion without(float[] clip, float[] next) {
        float[] others = highest.clone();
        for (int i = 0; i < others.length; i++) {
            others[i] = clip[i] >= highest[i] ? next[i] : highest[i];
        }
        return new NormalMotion(form, others);
    }

    private static int highestValues(SnippetForm form) {
        return form.peaks() == 0 ? 0 : form.places() * CELLS * MEASURES;
    }

    private static float[] highest(Bag bag, SnippetForm form) {
        float[] highest = new float[highestValues(form)];
        int each = highest.length / form.places();
        for (float[] snippet : bag.snippets()) {
            for (int at = 0; at < snippet.length; at += form.values()) {
                int place = at / form.values() % form.places();
                for (int i = 0; i < each; i++) {
                    int to = place * each + i;
                    highest[to] = Math.max(highest[to], snippet[at + form.values() - form.peaks() + i]);
                }
            }
        }
        return highest;
    }

    /**
     * The features with, at each place, the highest of each measure over the cells, and how far a cell goes beyond what is normal in it, the highest over the
     * cells too; 0 where none does.
     */
    float[] compared(float[] features) {
        if (highest.length == 0) {
            return features;
        }
        float[] compared = features.clone();
        for (int at = 0; at < features.length; at += form.values()) {
            int place = at / form.values() % form.places();
            int from = at + form.values() - form.peaks();
            for (int i = 0; i < CELLS * MEASURES; i++) {
                int top = from + CELLS * MEASURES + i % MEASURES;
                int beyond = top + MEASURES;
                float value = features[from + i];
                compared[top] = Math.max(compared[top], value);
                compared[beyond] = Math.max(compared[beyond], value - highest[place * CELLS * MEASURES + i]);
            }
        }
        return compared;
    }

    void write(ModelWriter model) {
        if (highest.length > 0) {
            model.tensor(ENTRY, Tensor.of(highest, highest.length));
        }
    }

    static NormalMotion read(ModelReader model, SnippetForm form) {
        float[] highest = form.peaks() == 0 ? new float[0] : model.tensor(ENTRY).toArray();
        if (highest.length != highestValues(form)) {
            throw new XvadModelException(
                    "entry '" + ENTRY + "' must have " + highestValues(form) + " values, got " + highest.length);
        }
        return new NormalMotion(form, highest);
    }
}

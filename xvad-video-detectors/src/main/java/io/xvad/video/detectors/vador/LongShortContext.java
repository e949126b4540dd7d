package io.xvad.video.detectors.vador;

import io.xvad.video.detectors.snippets.SnippetJudge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * What a video has shown so far, in two lists: of all earlier snippets those most surely anomalous and those most surely normal; and the
 * latest ones. A list is read by likeness: with f the tokens of a snippet as one vector of length 1 and H those of the list, {@code (f H') H}.
 * Of equally sure snippets the earlier stays. Its memory does not grow. Not thread-safe.
 */
final class LongShortContext {

    private static final double EVEN = 0.5;

    private final int kept;
    private final List<Memory> anomalous = new ArrayList<>();
    private final List<Memory> normal = new ArrayList<>();
    private final Deque<Memory> latest = new ArrayDeque<>();
    private int seen;

    /**
     * An empty context.
     *
     * @param kept how many of each are kept
     */
    LongShortContext(int kept) {
        this.kept = kept;
    }

    private record Memory(int number, float[] tokens, double sureness) {}

    /**
     * What is read for a snippet.
     *
     * @param longTerm from the earlier snippets, of the shape of its tokens; zeros at the beginning of a video
     * @param shortTerm from the latest snippets, its own among them
     * @param drawnOn the snippets of the first list, with their likeness where it is above 0
     */
    record Read(float[] longTerm, float[] shortTerm, List<SnippetJudge.Drawn> drawnOn) {}

    /** Reads both lists for the next snippet. */
    Read read(float[] tokens) {
        float[] unit = unit(tokens);
        List<Memory> all = new ArrayList<>(anomalous);
        all.addAll(normal);
        List<Memory> near = new ArrayList<>(latest);
        near.add(new Memory(seen, unit, 0));
        List<SnippetJudge.Drawn> drawnOn = all.stream()
                .map(one -> new SnippetJudge.Drawn(seen - one.number, likeness(unit, one.tokens)))
                .filter(drawn -> drawn.weight() > 0)
                .toList();
        return new Read(sum(unit, all), sum(unit, near), drawnOn);
    }

    /**
     * Remembers the snippet that was read for.
     *
     * @param probability that it is anomalous
     */
    void remember(float[] tokens, double probability) {
        float[] unit = unit(tokens);
        if (probability >= EVEN) {
            offer(anomalous, new Memory(seen, unit, probability));
        } else {
            offer(normal, new Memory(seen, unit, 1 - probability));
        }
        latest.addLast(new Memory(seen, unit, 0));
        while (latest.size() >= kept) {
            latest.removeFirst();
        }
        seen++;
    }

    private void offer(List<Memory> list, Memory memory) {
        list.add(memory);
        list.sort(Comparator.comparingDouble(Memory::sureness).reversed());
        if (list.size() > kept) {
            list.remove(kept);
        }
    }

    private static float[] sum(float[] unit, List<Memory> list) {
        float[] sum = new float[unit.length];
        for (Memory memory : list) {
            float likeness = (float) likeness(unit, memory.tokens);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += likeness * memory.tokens[i];
            }
        }
        return sum;
    }

    private static double likeness(float[] one, float[] other) {
        double product = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
        }
        return product;
    }

    private static float[] unit(float[] tokens) {
        double squares = 0;
        for (float value : tokens) {
            squares += (double) value * value;
        }
        float length = (float) Math.max(1e-12, Math.sqrt(squares));
        float[] unit = new float[tokens.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = tokens[i] / length;
        }
        return unit;
    }
}

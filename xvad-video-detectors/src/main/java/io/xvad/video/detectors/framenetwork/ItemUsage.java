package io.xvad.video.detectors.framenetwork;

import io.xvad.core.Box;
import io.xvad.core.NormalPatch;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much normal frames use each item of a network's memory, and what each item stands for. Immutable.
 *
 * @param name of an item, kebab-case
 * @param shares share of a normal frame's places to which each item is the nearest
 * @param examples the normal place nearest to each item that normal frames use
 */
record ItemUsage(String name, List<NormalRange> shares, List<ItemExample> examples) {

    private static final String ENTRY = "item-shares";

    /** Learned from the nearest items of normal frames. */
    static ItemUsage of(MemoryItems items, List<FrameWindow> windows, List<WindowOutputs> found) {
        int places = found.get(0).nearest().length;
        List<NormalRange> shares = new ArrayList<>();
        for (int item = 0; item < items.count(); item++) {
            int which = item;
            shares.add(NormalRange.of(
                    found.stream()
                            .mapToDouble(one -> share(which, one.nearest()))
                            .toArray(),
                    1.0 / places));
        }
        return new ItemUsage(items.name(), shares, examples(items.count(), windows, found));
    }

    private static double share(int item, int[] nearest) {
        int count = 0;
        for (int one : nearest) {
            count += one == item ? 1 : 0;
        }
        return (double) count / nearest.length;
    }

    private static List<ItemExample> examples(int items, List<FrameWindow> windows, List<WindowOutputs> found) {
        float[] least = new float[items];
        int[] window = new int[items];
        int[] place = new int[items];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        for (int i = 0; i < found.size(); i++) {
            WindowOutputs one = found.get(i);
            for (int at = 0; at < one.nearest().length; at++) {
                int item = one.nearest()[at];
                if (one.distances()[at] < least[item]) {
                    least[item] = one.distances()[at];
                    window[item] = i;
                    place[item] = at;
                }
            }
        }
        List<ItemExample> examples = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            if (least[item] < Float.POSITIVE_INFINITY) {
                examples.add(ItemExample.of(item, windows.get(window[item]), place[item]));
            }
        }
        return examples;
    }

    /** The example of an item, as far away as the feature it is the nearest to. */
    Optional<NormalPatch> example(int item, double distance) {
        return examples.stream()
                .filter(example -> example.item() == item)
                .findFirst()
                .map(example -> example.patch(distance));
    }

    /** The items a frame uses more or less than normal frames do, the most surprising first. */
    List<AttributeDeviation> unusual(int[] nearest) {
        List<AttributeDeviation> unusual = new ArrayList<>();
        for (int item = 0; item < shares.size(); item++) {
            double share = share(item, nearest);
            NormalRange normal = shares.get(item);
            if (!normal.holds(share)) {
                unusual.add(new AttributeDeviation(
                        name + "-" + item,
                        "share of places",
                        share,
                        normal.low(),
                        normal.high(),
                        Math.abs(normal.standardised(share))));
            }
        }
        unusual.sort(Comparator.comparingDouble(AttributeDeviation::surprise).reversed());
        return unusual;
    }

    /** A box around the places at which items are read that normal frames never use; empty if there is none. */
    Optional<Box> neverUsed(int[] nearest, int height, int width) {
        int side = ItemExample.side(nearest.length);
        List<Box> boxes = Stream.iterate(0, at -> at < nearest.length, at -> at + 1)
                .filter(at -> isNeverUsed(nearest[at]))
                .map(at -> ItemExample.cell(at, side, height, width))
                .toList();
        return boxes.stream().reduce(ItemUsage::around);
    }

    private boolean isNeverUsed(int item) {
        return examples.stream().noneMatch(example -> example.item() == item);
    }

    private static Box around(Box one, Box other) {
        int x = Math.min(one.x(), other.x());
        int y = Math.min(one.y(), other.y());
        return new Box(
                x,
                y,
                Math.max(one.x() + one.width(), other.x() + other.width()) - x,
                Math.max(one.y() + one.height(), other.y() + other.height()) - y);
    }

    void write(ModelWriter model) {
        double[] numbers = new double[NormalRange.NUMBERS * shares.size()];
        for (int i = 0; i < shares.size(); i++) {
            shares.get(i).into(numbers, NormalRange.NUMBERS * i);
        }
        model.doubles(ENTRY, numbers);
        ItemExample.write(examples, model);
    }

    static ItemUsage read(ModelReader model, String name) {
        double[] numbers = model.doubles(ENTRY);
        List<NormalRange> shares = new ArrayList<>();
        for (int i = 0; i + NormalRange.NUMBERS <= numbers.length; i += NormalRange.NUMBERS) {
            shares.add(NormalRange.from(numbers, i));
        }
        return new ItemUsage(name, shares, ItemExample.read(model));
    }
}

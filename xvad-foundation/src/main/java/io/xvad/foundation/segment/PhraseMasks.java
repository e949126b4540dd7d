package io.xvad.foundation.segment;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.util.ArrayList;
import java.util.List;

/**
 * Masks of what phrases name: Grounding DINO finds boxes, Segment Anything cuts a mask out of each. Thread-safe; close it to free native memory.
 *
 * @param grounder finds boxes
 * @param proposer cuts masks
 * @param phrases what is looked for
 * @param background phrases of what is found but left out
 * @param boxThreshold boxes are kept whose score lies above it, in [0, 1]
 * @param textThreshold words name a box if their probability lies above it, in [0, 1]
 */
public record PhraseMasks(
        PhraseGrounder grounder,
        MaskProposer proposer,
        List<String> phrases,
        List<String> background,
        double boxThreshold,
        double textThreshold)
        implements AutoCloseable {

    private static final double SMALLEST = 0.001;

    public PhraseMasks {
        phrases = List.copyOf(phrases);
        background = List.copyOf(background);
    }

    /** Masks that do not overlap, each more than a thousandth of the image; a later box takes from earlier ones. */
    public List<Mask> disjoint(Image image) {
        List<String> all = new ArrayList<>(phrases);
        all.addAll(background);
        List<Prompt> prompts =
                grounder.ground(grounder.input(image), String.join(". ", all), boxThreshold, textThreshold).stream()
                        .filter(box -> !isBackground(box.phrase()))
                        .map(box -> Prompt.box(box.corners(image.height(), image.width())))
                        .toList();
        if (prompts.isEmpty()) {
            return List.of();
        }
        return disjoint(proposer.masks(proposer.encode(image), prompts).stream()
                .map(ProposedMask::mask)
                .toList());
    }

    private boolean isBackground(String phrase) {
        return background.stream().anyMatch(one -> phrase.contains(grounder.spelled(one)));
    }

    /** Masks of one geometry without overlaps, where later ones come first; small ones are left out, before and after. */
    public static List<Mask> disjoint(List<Mask> masks) {
        List<Mask> kept = new ArrayList<>();
        for (Mask mask : masks.stream().filter(PhraseMasks::isLarge).toList()) {
            Mask others = mask.inverted();
            kept.replaceAll(earlier -> both(earlier, others));
            kept.add(mask);
        }
        return kept.stream().filter(PhraseMasks::isLarge).toList();
    }

    private static Mask both(Mask one, Mask other) {
        return one.inverted().or(other.inverted()).inverted();
    }

    private static boolean isLarge(Mask mask) {
        return mask.count() > SMALLEST * mask.height() * mask.width();
    }

    @Override
    public void close() {
        grounder.close();
        proposer.close();
    }
}

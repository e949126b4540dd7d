package io.xvad.evaluation.bench;

import io.xvad.core.Clip;
import java.util.List;
import java.util.Optional;

/**
 * An anomalous clip to explain.
 *
 * @param clip the clip
 * @param masks where each frame is anomalous, row-major, with its geometry; empty if nobody marked it. Not copied, never
 *     written
 */
public record BenchClip(Clip clip, Optional<List<boolean[]>> masks) {

    public BenchClip {
        masks = masks.map(List::copyOf);
        masks.ifPresent(all -> {
            int pixels = clip.height() * clip.width();
            if (all.size() != clip.frames().size() || all.stream().anyMatch(mask -> mask.length != pixels)) {
                throw new IllegalArgumentException(
                        clip.id() + " needs " + clip.frames().size() + " masks of " + pixels + " pixels, got "
                                + all.stream().map(mask -> mask.length).toList());
            }
        });
    }
}

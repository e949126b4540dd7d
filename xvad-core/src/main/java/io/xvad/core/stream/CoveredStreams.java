package io.xvad.core.stream;

import io.xvad.core.Cover;
import io.xvad.core.capability.Differentiable.ActivationGradient;
import io.xvad.core.detect.CapabilityCover;
import io.xvad.core.detect.CapabilityCovers;
import java.util.List;

/** Puts the capabilities of this package behind a cover, which is on each frame. Stateless. */
public final class CoveredStreams implements CapabilityCovers {

    @Override
    public List<CapabilityCover<?>> covers() {
        return List.of(
                new CapabilityCover<>(
                        ScoresFrames.class,
                        (all, cover) -> framesPerSecond -> new CoveredFrames(all.scorer(framesPerSecond), cover)),
                new CapabilityCover<>(DifferentiatesFrames.class, CoveredGradients::new),
                new CapabilityCover<>(PlansScoring.class, (all, cover) -> all),
                new CapabilityCover<>(TellsFrameReasons.class, (all, cover) -> clip -> all.reasons(cover.over(clip))));
    }

    private record CoveredGradients(DifferentiatesFrames all, Cover cover) implements DifferentiatesFrames {

        @Override
        public int windowLength() {
            return all.windowLength();
        }

        @Override
        public List<String> activations() {
            return all.activations();
        }

        @Override
        public ActivationGradient activationGradient(List<Frame> window, String activation) {
            return all.activationGradient(
                    window.stream().map(frame -> frame.covered(cover)).toList(), activation);
        }
    }
}

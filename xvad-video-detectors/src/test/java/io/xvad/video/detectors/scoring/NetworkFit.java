package io.xvad.video.detectors.scoring;

import io.xvad.core.Samples;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Training;
import io.xvad.video.Walks;
import io.xvad.video.detectors.mnad.Mnad;

/** A program that tries to train a network, and prints why it cannot. */
final class NetworkFit {

    private NetworkFit() {}

    public static void main(String[] arguments) {
        try {
            Training.of(new Mnad()).withHeldOut(0).fit(Samples.of(Walks.normals(1)));
        } catch (XvadUnavailableException e) {
            System.out.println(e.getMessage());
        }
    }
}

package io.xvad.video.detectors.framenetwork;

/**
 * The frames of a window that a network sees, and those it is scored on.
 *
 * @param seen how many frames the network sees
 * @param predicts whether the frame that is scored comes after them and has to be predicted; else it is the last of them
 */
public record WindowLayout(int seen, boolean predicts) {

    /** The next frame, predicted from those before it. */
    public static WindowLayout predicting(int seen) {
        return new WindowLayout(seen, true);
    }

    /** The last of the frames, reconstructed from all of them. */
    public static WindowLayout reconstructing(int seen) {
        return new WindowLayout(seen, false);
    }

    /** Number of frames in a window. */
    public int length() {
        return predicts ? seen + 1 : seen;
    }
}

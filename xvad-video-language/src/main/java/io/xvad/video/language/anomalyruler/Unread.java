package io.xvad.video.language.anomalyruler;

/** No description of a frame could be read. */
final class Unread extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    Unread() {
        super("no answer of the model that describes a frame of the video can be read");
    }
}

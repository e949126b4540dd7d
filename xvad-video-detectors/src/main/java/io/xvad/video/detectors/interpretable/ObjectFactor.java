package io.xvad.video.detectors.interpretable;

/** In what an object can differ from normal ones. */
enum ObjectFactor {
    /** The middle of its box. */
    PLACE,
    /** Height and width of its box. */
    SIZE,
    /** How fast it moves. */
    SPEED,
    /** Which way it moves. */
    HEADING,
    /** What the object detector calls it. */
    CLASS
}

package io.xvad.video.attributes;

/** The attributes whose surprises add up to a score. */
enum Part {
    /** Where it is, whatever it does. */
    PLACE,
    /** How fast and which way it moves, for its place. */
    VELOCITY,
    /** How long it has stayed, for its place. */
    STAY,
    /** How tall and wide it is, for its place. */
    SIZE,
    /** How much there is around it, for its place. */
    CROWDING,
    /** What it looks like. */
    APPEARANCE
}

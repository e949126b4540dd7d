package io.xvad.video.detectors.attributes;

/** The attributes of an object whose surprises add up to its score. */
enum AttributeKind {
    /** The place of an object, whatever it does. */
    PLACE,
    /** How fast it moves, for its place. */
    SPEED,
    /** Which way it moves, for its place. */
    HEADING,
    /** How long it has stayed, for its place. */
    STAY,
    /** How tall and wide it is, for its place. */
    SIZE,
    /** How much there is around it, for its place. */
    CROWDING,
    /** Of how many colours it is, for its place. */
    COLOURS,
    /** The look of an object. */
    APPEARANCE,
    /** The pose: how its keypoints lie; no surprise if they are not known. */
    POSE
}

package io.xvad.video.scene;

import java.util.Set;

/** The anomalies of a synthetic traffic scene. */
public enum TrafficAnomaly implements SyntheticAnomaly {
    /** A car is twice as fast as others. */
    SPEEDING,
    /** A car drives against the direction of its lane. */
    WRONG_WAY,
    /** A car drives on the verge. */
    OFF_ROAD,
    /** A car stops on its lane and stays. */
    STOPPED,
    /** A vehicle several times as large as a car. */
    OVERSIZE,
    /** Somebody runs on the pavement. */
    RUNNING,
    /** Somebody walks across the road. */
    CROSSING,
    /** Somebody leaves something behind on the pavement. */
    LEFT_BEHIND,
    /** Many walk close together. */
    GATHERING,
    /** A car drives close behind another. */
    TAILGATING,
    /** Two meet on the pavement and stand together. */
    MEETING;

    /** Who crosses is of the size and pace of a walker, where cars are, and heads where nothing does. */
    @Override
    public Set<String> attributes() {
        return switch (this) {
            case SPEEDING, RUNNING -> Set.of("speed");
            case WRONG_WAY -> Set.of("heading");
            case OFF_ROAD -> Set.of("place", "presence");
            case STOPPED -> Set.of("stay", "still", "speed");
            case OVERSIZE -> Set.of("size", "presence");
            case CROSSING -> Set.of("heading", "size", "speed");
            case LEFT_BEHIND -> Set.of("stay", "still", "size");
            case GATHERING -> Set.of("crowding", "colours", "presence");
            case TAILGATING -> Set.of("follows", "near", "moves-with", "left-of");
            case MEETING -> Set.of("talks-to", "near", "left-of", "stay", "still");
        };
    }
}

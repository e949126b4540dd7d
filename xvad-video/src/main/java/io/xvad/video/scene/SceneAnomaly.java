package io.xvad.video.scene;

import java.util.Set;

/** The anomalies of a synthetic scene. */
public enum SceneAnomaly implements SyntheticAnomaly {
    /** Somebody moves three to four times as fast as others. */
    TOO_FAST,
    /** Somebody moves against the direction of a lane. */
    WRONG_DIRECTION,
    /** Somebody walks where nobody walks. */
    WRONG_PLACE,
    /** Something several times as large as a walker moves along a lane. */
    LARGE_OBJECT,
    /** Somebody stops on a lane and stays. */
    LOITERING,
    /** Many walk close together. */
    CROWD;

    @Override
    public Set<String> attributes() {
        return switch (this) {
            case TOO_FAST -> Set.of("speed");
            case WRONG_DIRECTION -> Set.of("heading");
            case WRONG_PLACE -> Set.of("place", "presence");
            case LARGE_OBJECT -> Set.of("size", "presence");
            case LOITERING -> Set.of("stay", "still", "speed");
            case CROWD -> Set.of("crowding", "colours", "presence");
        };
    }
}

package io.xvad.video.scene;

/** What may be wrong in a synthetic scene. */
public enum SceneAnomaly {
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
    CROWD
}

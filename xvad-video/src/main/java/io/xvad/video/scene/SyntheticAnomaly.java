package io.xvad.video.scene;

import java.util.Set;

/** What is wrong in a synthetic scene. */
public sealed interface SyntheticAnomaly permits SceneAnomaly, TrafficAnomaly {

    /** Its name in capitals. */
    String name();

    /**
     * What rightly comes first when it is told what is wrong: names of attributes, and words of relations, whichever of them a detector
     * has.
     */
    Set<String> attributes();
}

package io.xvad.video.detectors.snippets;

import io.xvad.core.engine.Network;
import java.util.List;

/** How a trained network is asked about the snippets of a video. Thread-safe. */
public interface SnippetScoring {

    /** Names of the outputs that are asked for. */
    List<String> outputs();

    /** A judge of one video. */
    SnippetJudge judge(Network network);
}

package io.xvad.core.engine;

import io.xvad.core.LibraryVersion;

/** Dependencies as they are written in a pom, for messages that say what to add. */
public final class MavenLines {

    /** The module in which networks learn. */
    public static final String XVAD_TRAINING = dependency("io.xvad", "xvad-training", LibraryVersion.current());

    /** The backend that xvad-training computes with. */
    public static final String ND4J_BACKEND = dependency("org.nd4j", "nd4j-native-platform", LibraryVersion.ofNd4j());

    /** The engine that scores. */
    public static final String XVAD_ONNX = dependency("io.xvad", "xvad-onnx", LibraryVersion.current());

    private MavenLines() {}

    private static String dependency(String group, String artifact, String version) {
        return "  <dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><version>"
                + version + "</version></dependency>";
    }
}

package io.xvad.detectors.nearest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The ONNX graphs beside this class, which await their constants; {@code tools/onnx-export} makes them. */
final class SearchGraph {

    private SearchGraph() {}

    /** A graph by the name of its file. */
    static JoinedConstants named(String name) {
        try (InputStream stream = Objects.requireNonNull(SearchGraph.class.getResourceAsStream(name), name)) {
            return new JoinedConstants(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
